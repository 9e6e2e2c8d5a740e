"""Clients of AWS, made alike: bounded waits, and throttling answered by slowing down."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

CONNECT_S, READ_S = 5.0, 60.0
MOST_ATTEMPTS = 8
"""Adaptive mode: the client itself sends more slowly when the service throttles it."""
MOST_CONNECTIONS = 32


def client(service: str, *, endpoint_url: str | None = None, region: str | None = None) -> Any:
    """A client of one service; region and credentials come from the environment where they are not given.

    At `endpoint_url` stands something that speaks the service's protocol.
    """
    import boto3

    return boto3.client(service, endpoint_url=endpoint_url, region_name=region, config=_config())


def s3_client(*, endpoint_url: str | None = None, region: str | None = None, accelerate: bool = False) -> Any:
    """A client of S3, or of what speaks its protocol at `endpoint_url`, with the bucket in the path of its URLs.

    `accelerate`: by the bucket's transfer acceleration, which has to be switched on there.
    """
    import boto3
    from botocore.config import Config

    config = Config(
        signature_version="s3v4",
        s3={
            "addressing_style": "path" if endpoint_url else "virtual",
            "use_accelerate_endpoint": accelerate,
            "us_east_1_regional_endpoint": "regional",
        },
        # Not every service that speaks S3 knows the checksums that are otherwise added to each call.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    return boto3.client("s3", endpoint_url=endpoint_url, region_name=region, config=_config().merge(config))


@dataclass(frozen=True)
class S3Clients:
    """What a bucket is reached by; each is made when it is first asked for, as a cold start has no time for it.

    `accelerate`: the URLs for browsers go by transfer acceleration; the server's own calls never do, because a VPC's
    endpoint for S3 has no part in it.
    """

    endpoint_url: str | None = None
    region: str | None = None
    accelerate: bool = False

    @cached_property
    def own(self) -> Any:
        """For the server's own calls."""
        return s3_client(endpoint_url=self.endpoint_url, region=self.region)

    @cached_property
    def for_browsers(self) -> Any:
        """Signs what browsers may do."""
        return s3_client(endpoint_url=self.endpoint_url, region=self.region, accelerate=self.accelerate)


def _config() -> Any:
    from botocore.config import Config

    return Config(
        connect_timeout=CONNECT_S,
        read_timeout=READ_S,
        max_pool_connections=MOST_CONNECTIONS,
        retries={"mode": "adaptive", "total_max_attempts": MOST_ATTEMPTS},
    )

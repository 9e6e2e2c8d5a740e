"""An S3 server of its own on a port of this machine, for tests: SeaweedFS in a temporary folder."""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
import uuid
from functools import cache
from pathlib import Path

import httpx
from tests.support.postgresql_server import ENDS_WITH_US, free_port
from tests.support.waiting import PATIENCE_S, until

ENVIRON = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_EC2_METADATA_DISABLED": "true",
}


OPTIONS = (
    "-ip=127.0.0.1",
    "-s3",
    "-s3.port.iceberg=0",
    "-s3.port.lance=0",
    "-master.telemetry=false",
    "-master.volumeSizeLimitMB=256",
)
BUCKET = "media"


def new_place() -> str:
    """A new, empty place in the server's only bucket: s3://bucket/prefix."""
    _make_bucket()
    return f"s3://{BUCKET}/{uuid.uuid4().hex}"


@cache
def address() -> str:
    """Where the server listens; it is started at the first call and ends with the process."""
    os.environ.pop("AWS_PROFILE", None)
    os.environ.update(ENVIRON)
    folder = Path(tempfile.mkdtemp(prefix="s3"))
    names = ("master", "volume", "filer", "s3")
    ports = {name: free_port() for name in names}
    options = [f"-{name}.port={port}" for name, port in ports.items()]
    options += [f"-{name}.port.grpc={free_port()}" for name in names]
    weed = str(Path(sys.executable).with_name("weed"))
    command = ["setpriv", *ENDS_WITH_US, "--", weed, "server", f"-dir={folder}", *OPTIONS, *options]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, env={**os.environ, **ENVIRON})
    atexit.register(_end, server, folder)
    url = f"http://127.0.0.1:{ports['s3']}"
    until(lambda: server.poll() is not None or _answers(url), within_s=PATIENCE_S)
    assert server.poll() is None, (folder / "log").read_text()
    return url


@cache
def _make_bucket() -> None:
    import boto3

    boto3.client("s3", endpoint_url=address()).create_bucket(Bucket=BUCKET)


def _answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/healthz").is_success
    except httpx.TransportError:
        return False


def _end(server: subprocess.Popen[bytes], folder: Path) -> None:
    server.kill()
    server.wait()
    shutil.rmtree(folder, ignore_errors=True)

"""Uploads in parts by S3's multipart uploads: the browser sends the parts to the bucket itself.

S3 allows several uploads of one key. Here the oldest is the upload; where two were begun at once, both see the same.
"""

from base64 import b64decode, b64encode
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from interview_simulator.aws.clients import S3Clients
from interview_simulator.aws.errors import errors_of_a_store
from interview_simulator.domain.keys import content_type
from interview_simulator.errors import NotFoundError, ServiceRefusedError
from interview_simulator.stores.media.keys import allowed
from interview_simulator.stores.media.parts import require_whole
from interview_simulator.stores.media.store import Part, PresignedPut, StoredFile, UploadUnderWay

CHECKSUM_HEADER = "x-amz-checksum-sha256"


class S3Uploads:
    """Uploads in parts to a bucket."""

    def __init__(self, bucket: str, clients: S3Clients) -> None:
        self._bucket, self._clients = bucket, clients

    def begin(self, key: str) -> None:
        """Create a multipart upload whose parts are checked by their SHA-256."""
        if self._uploads_of(key):
            return
        with errors_of_a_store(f"upload of {key}"):
            self._clients.own.create_multipart_upload(
                Bucket=self._bucket, Key=key, ContentType=content_type(key), ChecksumAlgorithm="SHA256"
            )

    def under_way(self, prefix: str) -> list[UploadUnderWay]:
        """The multipart uploads; S3 knows when one was begun, not when its last part came."""
        return [
            UploadUnderWay(key=key, touched_s=next(uploads)["Initiated"].timestamp())
            for key, uploads in groupby(self._uploads(prefix), key=lambda upload: str(upload["Key"]))
        ]

    def parts(self, key: str) -> list[Part]:
        """The parts that S3 holds."""
        return [_part(held) for held in self._held(key, self._upload_id(key))]

    def presigned_part(self, key: str, part: Part, valid_s: int) -> PresignedPut:
        """A URL of the bucket, signed with size and SHA-256; raises NotFoundError when no upload is under way.

        The browser sets the size (Content-Length) by itself; it has to send the header given here.
        """
        checksum = b64encode(bytes.fromhex(part.sha256)).decode()
        asked = {
            "Bucket": self._bucket,
            "Key": key,
            "UploadId": self._upload_id(key),
            "PartNumber": part.number,
            "ContentLength": part.size,
            "ChecksumSHA256": checksum,
        }
        with errors_of_a_store(f"upload of {key}"):
            url = self._clients.for_browsers.generate_presigned_url("upload_part", Params=asked, ExpiresIn=valid_s)
        return PresignedPut(url=url, headers={CHECKSUM_HEADER: checksum})

    def complete(self, key: str, parts: Sequence[Part]) -> StoredFile:
        """Let S3 join the parts; it compares their checksums once more.

        Calls at the same time may all succeed, for S3 repeats its answer; the file is the same.
        """
        upload_id = self._upload_id(key)
        held = self._held(key, upload_id)
        require_whole(parts, [_part(each) for each in held])
        named = [{name: each[name] for name in ("PartNumber", "ETag", "ChecksumSHA256")} for each in held]
        with errors_of_a_store(f"upload of {key}"):
            self._clients.own.complete_multipart_upload(
                Bucket=self._bucket, Key=key, UploadId=upload_id, MultipartUpload={"Parts": named}
            )
        self.abort(key)  # others of this key, begun at the same time
        return StoredFile(key=key, size=sum(part.size for part in parts), content_type=content_type(key))

    def abort(self, key: str) -> None:
        """Abort every multipart upload of the key."""
        for upload in self._uploads_of(key):
            try:
                with errors_of_a_store(f"upload of {key}"):
                    self._clients.own.abort_multipart_upload(Bucket=self._bucket, Key=key, UploadId=upload["UploadId"])
            except NotFoundError:
                continue

    def _upload_id(self, key: str) -> str:
        uploads = self._uploads_of(key)
        if not uploads:
            raise NotFoundError(f"No upload of {key} is under way; begin one.")
        return str(uploads[0]["UploadId"])

    def _uploads_of(self, key: str) -> list[dict[str, Any]]:
        return [upload for upload in self._uploads(allowed(key)) if upload["Key"] == key]

    def _uploads(self, prefix: str) -> list[dict[str, Any]]:
        """By key, the oldest first."""
        with errors_of_a_store("list of uploads"):
            pages = self._clients.own.get_paginator("list_multipart_uploads").paginate(
                Bucket=self._bucket, Prefix=prefix
            )
            found = [upload for page in pages for upload in page.get("Uploads", ())]
        return sorted(found, key=lambda upload: (upload["Key"], upload["Initiated"], upload["UploadId"]))

    def _held(self, key: str, upload_id: str) -> list[dict[str, Any]]:
        with errors_of_a_store(f"upload of {key}"):
            pages = self._clients.own.get_paginator("list_parts").paginate(
                Bucket=self._bucket, Key=key, UploadId=upload_id
            )
            return [held for page in pages for held in page.get("Parts", ())]


def _part(held: dict[str, Any]) -> Part:
    if "ChecksumSHA256" not in held:
        raise ServiceRefusedError(
            f"Part {held['PartNumber']} is held without its SHA-256; use a service that keeps the checksums of parts."
        )
    return Part(number=held["PartNumber"], size=held["Size"], sha256=b64decode(held["ChecksumSHA256"]).hex())

"""Recordings and artefacts as objects in a bucket of S3, or of what speaks its protocol."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote

from interview_simulator.aws.clients import S3Clients
from interview_simulator.aws.errors import code_of, errors_of_a_store
from interview_simulator.domain.keys import content_type
from interview_simulator.errors import NotFoundError
from interview_simulator.stores.media.keys import allowed
from interview_simulator.stores.media.store import PresignedPost, StoredFile

BLOCK = 1 << 20
OWNER = "owner"
"""What is kept beside an object that came by a form: the e-mail address of its owner, quoted as in a URL."""


class S3MediaStore:
    """A media store in a bucket; browsers send to it and load from it themselves.

    `prefix`: how the names of its objects begin, before their keys.
    """

    def __init__(self, bucket: str, clients: S3Clients, prefix: str = "") -> None:
        self.bucket, self._clients, self._prefix = bucket, clients, prefix

    def put(self, key: str, source: Path) -> StoredFile:
        """Store a copy of `source`; S3 shows an object when it is whole."""
        with errors_of_a_store(f"file {allowed(key)}"), source.open("rb") as file:
            self._clients.own.upload_fileobj(
                file, self.bucket, self._prefix + key, ExtraArgs={"ContentType": content_type(key)}
            )
        return StoredFile(key=key, size=source.stat().st_size, content_type=content_type(key))

    def stat(self, key: str) -> StoredFile | None:
        """What is under the key."""
        try:
            with errors_of_a_store(f"file {allowed(key)}"):
                found = self._clients.own.head_object(Bucket=self.bucket, Key=self._prefix + key)
        except NotFoundError:
            return None
        return StoredFile(key=key, size=found["ContentLength"], content_type=content_type(key))

    def owner_of(self, key: str) -> str | None:
        """Whose the file is, as its form said; None where it came without one. Raises NotFoundError."""
        with errors_of_a_store(f"file {allowed(key)}"):
            found = self._clients.own.head_object(Bucket=self.bucket, Key=self._prefix + key)
        owner = found["Metadata"].get(OWNER)
        return None if owner is None else unquote(owner)

    @contextmanager
    def local(self, key: str) -> Iterator[Path]:
        """A copy in a temporary folder, which is removed afterwards."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / PurePosixPath(allowed(key)).name
            with errors_of_a_store(f"file {key}"):
                self._clients.own.download_file(self.bucket, self._prefix + key, str(path))
            yield path

    def read(self, key: str, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """The bytes from `start` up to `end`."""
        if end is not None and end <= start:
            if self.stat(key) is None:
                raise NotFoundError(f"There is no file {key}.")
            return
        with errors_of_a_store(f"file {allowed(key)}"):
            yield from self._from(key, start, end)

    def delete(self, key: str) -> None:
        """Remove the object."""
        with errors_of_a_store(f"file {allowed(key)}"):
            self._clients.own.delete_object(Bucket=self.bucket, Key=self._prefix + key)

    def keys(self, prefix: str) -> list[str]:
        """The keys that begin with `prefix`."""
        with errors_of_a_store("list of files"):
            pages = self._clients.own.get_paginator("list_objects_v2").paginate(
                Bucket=self.bucket, Prefix=self._prefix + prefix
            )
            found = [str(each["Key"]) for page in pages for each in page.get("Contents", ())]
        return sorted(name.removeprefix(self._prefix) for name in found)

    def presigned_post(self, key: str, max_bytes: int, valid_s: int, owner: str | None = None) -> PresignedPost:
        """A form for the bucket; S3 itself refuses another key, another media type, and more bytes."""
        fixed = {"Content-Type": content_type(allowed(key))}
        if owner is not None:
            fixed[f"x-amz-meta-{OWNER}"] = quote(owner)  # what S3 keeps beside an object is ASCII
        with errors_of_a_store(f"file {key}"):
            form = self._clients.for_browsers.generate_presigned_post(
                self.bucket,
                self._prefix + key,
                Fields=fixed,
                Conditions=[*({name: value} for name, value in fixed.items()), ["content-length-range", 1, max_bytes]],
                ExpiresIn=valid_s,
            )
        return PresignedPost(url=form["url"], fields=form["fields"])

    def presigned_get(self, key: str, valid_s: int) -> str:
        """A URL of the object."""
        asked = {"Bucket": self.bucket, "Key": self._prefix + allowed(key)}
        with errors_of_a_store(f"file {key}"):
            return str(self._clients.for_browsers.generate_presigned_url("get_object", Params=asked, ExpiresIn=valid_s))

    def _from(self, key: str, start: int, end: int | None) -> Iterator[bytes]:
        from botocore.exceptions import ClientError

        span = {} if start == 0 and end is None else {"Range": f"bytes={start}-{'' if end is None else end - 1}"}
        try:
            found = self._clients.own.get_object(Bucket=self.bucket, Key=self._prefix + key, **span)
        except ClientError as error:
            if code_of(error) == "InvalidRange":  # behind the end there is nothing
                return
            raise
        yield from found["Body"].iter_chunks(BLOCK)

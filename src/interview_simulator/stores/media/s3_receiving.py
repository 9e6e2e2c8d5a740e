"""Recordings and artefacts in a bucket that only this installation reaches: browsers send to the API and load from it.

So the page stays on one origin, a recording is looked at before it has its key, and files can be encrypted on the way.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from interview_simulator.aws.clients import S3Clients
from interview_simulator.full_disk import full_disk_told
from interview_simulator.stores.media.counting import Counting
from interview_simulator.stores.media.disk import room_for
from interview_simulator.stores.media.keys import allowed
from interview_simulator.stores.media.s3 import S3MediaStore
from interview_simulator.stores.media.signing import UrlSigner
from interview_simulator.stores.media.store import Check, PresignedPost, Sink


class S3ReceivingStore(S3MediaStore):
    """A media store in a bucket; URLs lead to this server. What arrives waits in a temporary file until it is whole."""

    def __init__(
        self, bucket: str, clients: S3Clients, signer: UrlSigner, prefix: str = "", reserve_bytes: int = 0
    ) -> None:
        super().__init__(bucket, clients, prefix)
        self._signer, self._reserve_bytes = signer, reserve_bytes

    @contextmanager
    def writing(self, key: str, max_bytes: int | None = None, check: Check | None = None) -> Iterator[Sink]:
        """Write a file piece by piece; it has its key at the end of the `with`, and nothing is left of a broken one."""
        allowed(key)
        with full_disk_told(), tempfile.TemporaryDirectory() as folder:
            arriving = Path(folder) / "arriving"
            with room_for(Path(folder), max_bytes or 0, self._reserve_bytes) as room, arriving.open("wb") as file:
                yield Counting(file, max_bytes, room)
            if check is not None:
                check(arriving)
            self.put(key, arriving)

    def presigned_post(self, key: str, max_bytes: int, valid_s: int, owner: str | None = None) -> PresignedPost:
        """A form for this server."""
        return self._signer.presigned_post(key, max_bytes, valid_s, owner)

    def presigned_get(self, key: str, valid_s: int) -> str:
        """A path on this server."""
        return self._signer.presigned_get(key, valid_s)

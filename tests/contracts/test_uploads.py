"""One suite for uploads in parts, over every store."""

import os
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support import aws_server, s3_server

from interview_simulator.aws.clients import S3Clients
from interview_simulator.errors import BadInputError, BadSignatureError, ConflictError, NotFoundError
from interview_simulator.stores.media.file_uploads import FileUploads
from interview_simulator.stores.media.files import FileMediaStore
from interview_simulator.stores.media.s3 import S3MediaStore
from interview_simulator.stores.media.s3_receiving import S3ReceivingStore
from interview_simulator.stores.media.s3_uploads import S3Uploads
from interview_simulator.stores.media.signing import UrlSigner
from interview_simulator.stores.media.store import LEAST_PART_BYTES, MediaStore, Part, ReceivingUploads, Sink
from interview_simulator.stores.media.stored_uploads import StoredUploads
from interview_simulator.testing.media import MemoryMediaStore
from interview_simulator.testing.uploads import MemoryUploads

KEY = "recordings/r1.webm"
SIGNER = UrlSigner(b"secret")
FULL = os.urandom(LEAST_PART_BYTES)
REST = b"the rest"


class Stores(NamedTuple):
    media: MediaStore
    uploads: ReceivingUploads


class SentByTheBrowser(S3Uploads):
    """S3 takes parts from the browser: this is the browser, at the URL that it was given."""

    @contextmanager
    def writing(self, key: str, part: Part) -> Iterator[Sink]:
        put, content = self.presigned_part(key, part, 60), BytesIO()
        yield content
        answer = httpx.request(put.method, put.url, content=content.getvalue(), headers=put.headers)
        if answer.status_code == httpx.codes.NOT_FOUND:
            raise NotFoundError(answer.text)
        if answer.status_code in (httpx.codes.BAD_REQUEST, httpx.codes.FORBIDDEN):
            raise BadInputError(answer.text)
        answer.raise_for_status()


def in_memory(_folder: Path) -> Stores:
    media = MemoryMediaStore(SIGNER)
    return Stores(media, MemoryUploads(media, SIGNER))


def in_files(folder: Path) -> Stores:
    media = FileMediaStore(folder / "media", SIGNER)
    return Stores(media, FileUploads(folder / "uploads", media, SIGNER))


def in_s3(_folder: Path) -> Stores:
    bucket, clients = aws_server.new_bucket(), S3Clients(endpoint_url=aws_server.address())
    return Stores(S3MediaStore(bucket, clients), SentByTheBrowser(bucket, clients))


def in_s3_behind_the_server(_folder: Path) -> Stores:
    bucket, _, prefix = s3_server.new_place().removeprefix("s3://").partition("/")
    clients = S3Clients(endpoint_url=s3_server.address())
    media, held = (S3ReceivingStore(bucket, clients, SIGNER, f"{prefix}/{part}/") for part in ("media", "uploads"))
    return Stores(media, StoredUploads(held, media, SIGNER))


OWN_URLS: Mapping[str, Callable[[Path], Stores]] = {
    "memory": in_memory,
    "files": in_files,
    "s3 behind the server": in_s3_behind_the_server,
}
MANY_SERVERS = (S3Uploads, StoredUploads)
"""There several may join the same parts at once; the file is the same."""
STORES: Mapping[str, Callable[[Path], Stores]] = {**OWN_URLS, "s3": in_s3}


@pytest.fixture(params=STORES)
def stores(request: pytest.FixtureRequest, tmp_path: Path) -> Stores:
    return STORES[request.param](tmp_path)


@pytest.fixture
def media(stores: Stores) -> MediaStore:
    return stores.media


@pytest.fixture
def uploads(stores: Stores) -> ReceivingUploads:
    return stores.uploads


def part(number: int, data: bytes) -> Part:
    return Part(number=number, size=len(data), sha256=sha256(data).hexdigest())


def send(uploads: ReceivingUploads, number: int, data: bytes) -> Part:
    sent = part(number, data)
    with uploads.writing(KEY, sent) as sink:
        sink.write(data[: len(data) // 2])
        sink.write(data[len(data) // 2 :])
    return sent


def test_parts_in_any_order_become_the_file(media: MediaStore, uploads: ReceivingUploads) -> None:
    uploads.begin(KEY)
    last, second, first = send(uploads, 3, REST), send(uploads, 2, FULL[::-1]), send(uploads, 1, FULL)
    assert uploads.parts(KEY) == [first, second, last]
    stored = uploads.complete(KEY, [first, second, last])
    assert stored == media.stat(KEY)
    assert b"".join(media.read(KEY)) == FULL + FULL[::-1] + REST
    assert uploads.under_way("") == []


def test_the_key_holds_nothing_before_the_end(media: MediaStore, uploads: ReceivingUploads) -> None:
    uploads.begin(KEY)
    send(uploads, 1, REST)
    assert media.stat(KEY) is None and media.keys("") == []


def test_beginning_again_keeps_what_is_held(uploads: ReceivingUploads) -> None:
    uploads.begin(KEY)
    sent = send(uploads, 1, REST)
    uploads.begin(KEY)
    assert uploads.parts(KEY) == [sent]


def test_uploads_under_way_are_listed_by_prefix_with_their_age(uploads: ReceivingUploads) -> None:
    before_s = time.time()
    keys = [KEY, "recordings/r10.webm", "recordings/r2.mp4"]
    for key in reversed(keys):
        uploads.begin(key)
    assert [upload.key for upload in uploads.under_way("recordings/r1.")] == [KEY]
    assert [upload.key for upload in uploads.under_way("")] == [
        "recordings/r1.webm",
        "recordings/r10.webm",
        "recordings/r2.mp4",
    ]
    assert all(before_s - 1 <= upload.touched_s <= time.time() + 1 for upload in uploads.under_way(""))


def test_without_a_begin_there_is_nothing(uploads: ReceivingUploads) -> None:
    sent = part(1, REST)
    with pytest.raises(NotFoundError):
        uploads.parts(KEY)
    with pytest.raises(NotFoundError), uploads.writing(KEY, sent):
        pass
    with pytest.raises(NotFoundError):
        uploads.complete(KEY, [sent])
    uploads.abort(KEY)
    assert uploads.under_way("") == []


@given(agreed=st.binary(min_size=1, max_size=40), sent=st.binary(max_size=40))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
def test_a_part_is_held_exactly_when_its_bytes_are_those_agreed(
    uploads: ReceivingUploads, agreed: bytes, sent: bytes
) -> None:
    uploads.abort(KEY)
    uploads.begin(KEY)
    try:
        with uploads.writing(KEY, part(1, agreed)) as sink:
            sink.write(sent)
    except BadInputError:
        assert sent != agreed
    assert uploads.parts(KEY) == ([part(1, agreed)] if sent == agreed else [])


def test_a_part_that_breaks_off_leaves_the_one_before(uploads: ReceivingUploads) -> None:
    uploads.begin(KEY)
    held = send(uploads, 1, REST)
    with pytest.raises(RuntimeError), uploads.writing(KEY, part(1, FULL)) as sink:
        sink.write(FULL[:1000])
        raise RuntimeError
    assert uploads.parts(KEY) == [held]


def test_the_same_number_again_replaces(media: MediaStore, uploads: ReceivingUploads) -> None:
    uploads.begin(KEY)
    send(uploads, 1, b"first")
    second = send(uploads, 1, b"second")
    send(uploads, 1, b"second")
    assert uploads.parts(KEY) == [second]
    uploads.complete(KEY, [second])
    assert b"".join(media.read(KEY)) == b"second"


def test_the_same_part_sent_twice_at_once_is_held_once(uploads: ReceivingUploads) -> None:
    uploads.begin(KEY)
    with ThreadPoolExecutor(8) as threads:
        sent = set(threads.map(lambda _: send(uploads, 1, FULL), range(8)))
    assert uploads.parts(KEY) == list(sent) and len(sent) == 1


def test_no_parts_a_gap_and_small_parts_are_refused_and_leave_the_upload(
    media: MediaStore, uploads: ReceivingUploads
) -> None:
    uploads.begin(KEY)
    held = [send(uploads, 1, FULL[:-1]), send(uploads, 2, REST)]
    for wrong in ([], held[1:], held[::-1], [held[0], held[0]], held):
        with pytest.raises(BadInputError):
            uploads.complete(KEY, wrong)
    assert uploads.parts(KEY) == held and media.stat(KEY) is None


def test_other_parts_than_are_held_are_refused_and_leave_the_upload(
    media: MediaStore, uploads: ReceivingUploads
) -> None:
    uploads.begin(KEY)
    held = [send(uploads, 1, FULL), send(uploads, 2, REST)]
    for wrong in (held[:1], [*held[:1], part(2, b"other")], [held[0], part(2, FULL), part(3, REST)]):
        with pytest.raises(ConflictError):
            uploads.complete(KEY, wrong)
    assert uploads.parts(KEY) == held and media.stat(KEY) is None


def test_completing_at_the_same_time_joins_once(media: MediaStore, uploads: ReceivingUploads) -> None:
    uploads.begin(KEY)
    held = [send(uploads, 1, FULL), send(uploads, 2, REST)]
    gate = threading.Barrier(4)

    def complete() -> bool:
        gate.wait()
        try:
            uploads.complete(KEY, held)
        except NotFoundError:
            return False
        return True

    with ThreadPoolExecutor(4) as threads:
        joined = [future.result() for future in [threads.submit(complete) for _ in range(4)]]
    assert joined.count(True) == 1 or (isinstance(uploads, MANY_SERVERS) and any(joined))
    assert b"".join(media.read(KEY)) == FULL + REST


def test_an_aborted_upload_is_forgotten_with_its_parts(uploads: ReceivingUploads) -> None:
    uploads.begin(KEY)
    send(uploads, 1, REST)
    uploads.abort(KEY)
    uploads.abort(KEY)
    assert uploads.under_way("") == []
    uploads.begin(KEY)
    assert uploads.parts(KEY) == []


def test_a_part_that_ends_after_the_abort_is_refused(uploads: ReceivingUploads) -> None:
    uploads.begin(KEY)
    with pytest.raises(NotFoundError), uploads.writing(KEY, part(1, REST)) as sink:
        sink.write(REST)
        uploads.abort(KEY)
    assert uploads.under_way("") == []


@pytest.mark.parametrize("key", ["", "..", "/etc/passwd", "../x", "a/../x", "a//b", "a/.hidden", "a\\b", "a\0b", "a/"])
def test_no_key_leads_out_of_the_store(uploads: ReceivingUploads, key: str) -> None:
    for call in (uploads.begin, uploads.parts, uploads.abort):
        with pytest.raises(BadInputError):
            call(key)
    with pytest.raises(BadInputError):
        uploads.presigned_part(key, part(1, REST), 60)


@pytest.mark.parametrize("name", OWN_URLS)
def test_a_url_of_this_server_is_signed_for_one_part(name: str, tmp_path: Path) -> None:
    uploads = OWN_URLS[name](tmp_path).uploads
    agreed = part(7, REST)
    put = uploads.presigned_part(KEY, agreed, 60)
    (token,) = parse_qs(urlsplit(put.url).query)["token"]
    assert put.method == "PUT"
    assert SIGNER.verify(token, "PUT", KEY).part == agreed
    for method, key in (("GET", KEY), ("PUT", "recordings/r2.webm")):
        with pytest.raises(BadSignatureError):
            SIGNER.verify(token, method, key)


@pytest.mark.parametrize("make", OWN_URLS.values(), ids=OWN_URLS)
def test_a_part_that_is_held_can_be_read_and_no_other(make: Callable[[Path], Stores], tmp_path: Path) -> None:
    uploads = make(tmp_path).uploads
    assert isinstance(uploads, MemoryUploads | FileUploads | StoredUploads)
    uploads.begin(KEY)
    sent = send(uploads, 1, FULL)
    assert b"".join(uploads.read(KEY, sent)) == FULL
    for other in (part(1, REST), part(2, FULL)):
        with pytest.raises(NotFoundError):
            list(uploads.read(KEY, other))

"""One suite for every media store."""

from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.support import aws_server, s3_server

from interview_simulator.aws.clients import S3Clients
from interview_simulator.errors import BadInputError, BadRecordingError, BadSignatureError, NotFoundError, TooLargeError
from interview_simulator.stores.media.encrypted import EncryptedMediaStore
from interview_simulator.stores.media.files import FileMediaStore
from interview_simulator.stores.media.s3 import S3MediaStore
from interview_simulator.stores.media.s3_receiving import S3ReceivingStore
from interview_simulator.stores.media.signing import UrlSigner
from interview_simulator.stores.media.store import MediaStore, ReceivingStore
from interview_simulator.testing.media import MemoryMediaStore

KEY = "artefacts/r1/report.json"
SIGNER = UrlSigner(b"secret")


def in_s3(_folder: Path) -> S3ReceivingStore:
    bucket, _, prefix = s3_server.new_place().removeprefix("s3://").partition("/")
    return S3ReceivingStore(bucket, S3Clients(endpoint_url=s3_server.address()), SIGNER, f"{prefix}/")


RECEIVING: dict[str, Callable[[Path], ReceivingStore]] = {
    "memory": lambda _: MemoryMediaStore(SIGNER),
    "files": lambda folder: FileMediaStore(folder / "media", SIGNER),
    "encrypted": lambda folder: EncryptedMediaStore(FileMediaStore(folder / "media", SIGNER), bytes(32)),
    "s3 behind the server": in_s3,
    "s3 encrypted": lambda folder: EncryptedMediaStore(in_s3(folder), bytes(32)),
}
STORES: Mapping[str, Callable[[Path], MediaStore]] = {
    **RECEIVING,
    "s3": lambda _: S3MediaStore(aws_server.new_bucket(), S3Clients(endpoint_url=aws_server.address())),
}


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> MediaStore:
    return STORES[request.param](tmp_path)


@pytest.fixture(params=RECEIVING)
def receiving(request: pytest.FixtureRequest, tmp_path: Path) -> ReceivingStore:
    return RECEIVING[request.param](tmp_path)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "source"
    path.write_bytes(bytes(range(256)))
    return path


def test_what_was_put_can_be_read_whole_and_in_part(store: MediaStore, source: Path) -> None:
    stored = store.put(KEY, source)
    assert (stored.size, stored.content_type) == (256, "application/json")
    assert store.stat(KEY) == stored
    assert b"".join(store.read(KEY)) == source.read_bytes()
    assert b"".join(store.read(KEY, 10, 20)) == bytes(range(10, 20))
    with store.local(KEY) as path:
        assert path.read_bytes() == source.read_bytes()


@pytest.mark.parametrize(("start", "end"), [(0, 0), (5, 5), (250, 900), (256, None), (300, 400)])
def test_at_the_edges_there_are_as_many_bytes_as_there_are(
    store: MediaStore, source: Path, start: int, end: int | None
) -> None:
    store.put(KEY, source)
    assert b"".join(store.read(KEY, start, end)) == source.read_bytes()[start:end]


def test_an_empty_file_is_a_file(store: MediaStore, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.touch()
    assert store.put(KEY, empty).size == 0
    assert store.stat(KEY) is not None and b"".join(store.read(KEY)) == b""


def test_putting_again_replaces(store: MediaStore, source: Path) -> None:
    store.put(KEY, source)
    source.write_bytes(b"new")
    store.put(KEY, source)
    assert b"".join(store.read(KEY)) == b"new"


def test_what_is_not_there_is_not_found(store: MediaStore) -> None:
    assert store.stat(KEY) is None
    with pytest.raises(NotFoundError), store.local(KEY):
        pass
    for span in ((0, None), (5, 5)):
        with pytest.raises(NotFoundError):
            list(store.read(KEY, *span))


def test_deleting_twice_is_deleting_once(store: MediaStore, source: Path) -> None:
    store.put(KEY, source)
    store.delete(KEY)
    store.delete(KEY)
    assert store.stat(KEY) is None and store.keys("") == []


def test_keys_are_listed_by_prefix(store: MediaStore, source: Path) -> None:
    for key in ("recordings/r1.webm", "artefacts/r1/poster.jpg", "artefacts/r10/poster.jpg"):
        store.put(key, source)
    assert store.keys("artefacts/r1/") == ["artefacts/r1/poster.jpg"]
    assert len(store.keys("")) == 3


@pytest.mark.parametrize("key", ["", "/etc/passwd", "../x", "a/../x", "a//b", "a/.hidden", "a\\b", "a\0b", "a/"])
def test_no_key_leads_out_of_the_store(store: MediaStore, source: Path, key: str) -> None:
    with pytest.raises(BadInputError):
        store.put(key, source)
    with pytest.raises(BadInputError):
        store.stat(key)
    with pytest.raises(BadInputError):
        store.presigned_get(key, 60)


def test_a_write_that_breaks_off_leaves_what_was_there(receiving: ReceivingStore, source: Path) -> None:
    receiving.put(KEY, source)
    with pytest.raises(RuntimeError), receiving.writing(KEY) as sink:
        sink.write(b"half")
        raise RuntimeError
    assert b"".join(receiving.read(KEY)) == source.read_bytes()


def test_a_write_beyond_its_size_is_refused_and_leaves_nothing(receiving: ReceivingStore) -> None:
    with pytest.raises(TooLargeError), receiving.writing(KEY, max_bytes=5) as sink:
        sink.write(b"12345")
        sink.write(b"6")
    assert receiving.keys("") == []


def test_a_file_that_is_refused_never_had_its_key(receiving: ReceivingStore, source: Path) -> None:
    receiving.put(KEY, source)

    def refuse(arrived: Path) -> None:
        assert arrived.read_bytes() == b"new"
        assert b"".join(receiving.read(KEY)) == source.read_bytes()
        raise BadRecordingError

    with pytest.raises(BadRecordingError), receiving.writing(KEY, check=refuse) as sink:
        sink.write(b"new")
    assert b"".join(receiving.read(KEY)) == source.read_bytes() and receiving.keys("") == [KEY]


def test_urls_are_signed_for_one_key_and_method(receiving: ReceivingStore) -> None:
    post = receiving.presigned_post(KEY, 100, 60)
    assert SIGNER.verify(post.fields["policy"], "POST", KEY).max_bytes == 100
    (token,) = parse_qs(urlsplit(receiving.presigned_get(KEY, 60)).query)["token"]
    SIGNER.verify(token, "GET", KEY)
    for method, key in (("POST", KEY), ("GET", "artefacts/r2/report.json")):
        with pytest.raises(BadSignatureError):
            SIGNER.verify(token, method, key)

"""Encrypted media on a real disk: what lies there, and what happens with another key or a changed file."""

import os
import tempfile
from base64 import b64encode
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interview_simulator.compose_privacy import KEY_NOTE, encrypted
from interview_simulator.errors import BadInputError, BadRecordingError, DecryptionError
from interview_simulator.settings import Settings
from interview_simulator.stores.media.encrypted import EncryptedMediaStore
from interview_simulator.stores.media.files import FileMediaStore
from interview_simulator.stores.media.sealing import CHUNK, HEADER_BYTES, SEALED_CHUNK, plain_size, sealed_size
from interview_simulator.stores.media.signing import UrlSigner

KEY, OTHER_KEY = bytes(range(32)), bytes(32)
NAME = "recordings/r1.webm"
SIZES = st.sampled_from([0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 77])


@pytest.fixture
def files(tmp_path: Path) -> FileMediaStore:
    return FileMediaStore(tmp_path / "media", UrlSigner(b"secret"))


@pytest.fixture
def store(files: FileMediaStore) -> EncryptedMediaStore:
    return EncryptedMediaStore(files, KEY)


def written(store: EncryptedMediaStore, content: bytes, name: str = NAME) -> None:
    with store.writing(name, len(content)) as sink:
        sink.write(content)


@given(size=SIZES, data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
def test_any_stretch_of_any_file_comes_back_as_it_was(
    store: EncryptedMediaStore, size: int, data: st.DataObject
) -> None:
    content = os.urandom(size)
    written(store, content)
    start = data.draw(st.integers(0, size + 5))
    end = data.draw(st.none() | st.integers(0, size + CHUNK))
    assert b"".join(store.read(NAME, start, end)) == (b"" if end is not None and end < start else content[start:end])
    found = store.stat(NAME)
    assert found is not None and found.size == size


@given(size=st.integers(0, 5 * CHUNK))
def test_the_size_of_a_file_is_known_from_that_of_the_encrypted_one(size: int) -> None:
    assert plain_size(sealed_size(size)) == size
    assert sealed_size(size + 1) > sealed_size(size)


def test_no_stretch_of_a_recording_lies_on_the_disk(store: EncryptedMediaStore, tmp_path: Path) -> None:
    content = os.urandom(3 * CHUNK)
    written(store, content)
    (path,) = [path for path in (tmp_path / "media").rglob("*") if path.is_file()]
    lying = path.read_bytes()
    assert len(lying) == sealed_size(len(content))
    assert not [at for at in range(0, len(content), 512) if content[at : at + 16] in lying]


def test_the_same_file_twice_does_not_look_the_same(store: EncryptedMediaStore, files: FileMediaStore) -> None:
    for name in ("recordings/a.webm", "recordings/b.webm"):
        written(store, b"same" * 1000, name)
    one, other = (b"".join(files.read(name, HEADER_BYTES)) for name in ("recordings/a.webm", "recordings/b.webm"))
    assert one != other


def test_a_range_reads_its_chunks_alone(store: EncryptedMediaStore, files: FileMediaStore, tmp_path: Path) -> None:
    """The rest of the file is broken, and it does not matter."""
    content = os.urandom(4 * CHUNK)
    written(store, content)
    path = tmp_path / "media" / NAME
    lying = bytearray(path.read_bytes())
    for broken in (0, 1, 3):
        lying[HEADER_BYTES + broken * SEALED_CHUNK + 5] ^= 1
    path.write_bytes(lying)
    inside = 2 * CHUNK + 10, 3 * CHUNK - 10
    assert b"".join(store.read(NAME, *inside)) == content[slice(*inside)]


def test_another_key_is_told_in_one_sentence(store: EncryptedMediaStore, files: FileMediaStore) -> None:
    written(store, b"recorded")
    other = EncryptedMediaStore(files, OTHER_KEY)
    with pytest.raises(DecryptionError, match="another key"):
        list(other.read(NAME))
    with pytest.raises(DecryptionError, match="another key"), other.local(NAME):
        pass


@pytest.mark.parametrize("change", ["bit", "cut off", "chunks swapped", "another file's"])
def test_what_was_changed_is_not_read(store: EncryptedMediaStore, tmp_path: Path, change: str) -> None:
    written(store, os.urandom(3 * CHUNK))
    path = tmp_path / "media" / NAME
    lying = path.read_bytes()
    one, two = (HEADER_BYTES + n * SEALED_CHUNK for n in (0, 1))
    if change == "bit":
        path.write_bytes(lying[:-1] + bytes([lying[-1] ^ 1]))
    elif change == "cut off":
        path.write_bytes(lying[:-SEALED_CHUNK])
    elif change == "chunks swapped":
        rest = lying[two + SEALED_CHUNK :]
        path.write_bytes(lying[:one] + lying[two : two + SEALED_CHUNK] + lying[one:two] + rest)
    else:
        written(store, os.urandom(3 * CHUNK), "recordings/r2.webm")
        path.write_bytes((tmp_path / "media" / "recordings/r2.webm").read_bytes())
    with pytest.raises(DecryptionError, match="changed or is damaged"):
        list(store.read(NAME))
    with pytest.raises(DecryptionError, match="changed or is damaged"), store.local(NAME):
        pass


def test_files_from_before_are_read_as_they_are(
    store: EncryptedMediaStore, files: FileMediaStore, tmp_path: Path
) -> None:
    source = tmp_path / "before"
    source.write_bytes(b"recorded before there was a key")
    assert store.stat(NAME) is None
    assert files.put(NAME, source) == store.stat(NAME)
    assert b"".join(store.read(NAME, 9, 15)) == b"before"
    with store.local(NAME) as path:
        assert path.read_bytes() == source.read_bytes()


def test_copies_for_decoders_are_private_and_go(
    store: EncryptedMediaStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    working = tmp_path / "working"
    working.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(working))
    seen: list[bytes] = []

    def refuse(path: Path) -> None:
        seen.append(path.read_bytes())
        raise BadRecordingError

    with pytest.raises(BadRecordingError), store.writing(NAME, check=refuse) as sink:
        sink.write(b"recorded")
    assert seen == [b"recorded"] and list(working.iterdir()) == [] and store.keys("") == []
    written(store, b"recorded")
    with store.local(NAME) as path:
        assert path.read_bytes() == b"recorded" and path.suffix == ".webm"
        assert path.is_relative_to(working) and path.parent.stat().st_mode & 0o077 == 0
    assert list(working.iterdir()) == []


def text(key: bytes) -> str:
    return b64encode(key).decode()


def test_an_installation_goes_on_with_its_key_alone(tmp_path: Path, files: FileMediaStore) -> None:
    def started(**key: object) -> object:
        return encrypted(Settings.model_validate({"data_dir": tmp_path, **key}), files)

    assert started() is files and not (tmp_path / KEY_NOTE).exists()
    file = tmp_path / "key"
    file.write_text(text(KEY) + "\n")
    assert isinstance(started(media_key=text(KEY)), EncryptedMediaStore)
    assert isinstance(started(media_key_file=file), EncryptedMediaStore)
    for wrong in ({}, {"media_key": text(OTHER_KEY)}):
        with pytest.raises(BadInputError, match="another media key"):
            started(**wrong)
    assert text(KEY) not in (tmp_path / KEY_NOTE).read_text()
    assert text(KEY) not in repr(Settings(media_key=text(KEY)))


@pytest.mark.parametrize("wrong", ["", "short", text(bytes(31)), text(bytes(33)), "ä" * 44])
def test_what_is_no_key_is_refused(tmp_path: Path, files: FileMediaStore, wrong: str) -> None:
    with pytest.raises(BadInputError, match="32 bytes in Base64"):
        encrypted(Settings.model_validate({"data_dir": tmp_path, "media_key": wrong}), files)


def test_a_key_file_that_is_not_there_is_told(tmp_path: Path, files: FileMediaStore) -> None:
    with pytest.raises(BadInputError, match="cannot be read"):
        encrypted(Settings(data_dir=tmp_path, media_key_file=tmp_path / "none"), files)

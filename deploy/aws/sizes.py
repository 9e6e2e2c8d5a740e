"""How large each built function is, unpacked and with its layer: `sizes.py .aws-sam/build`. Lambda takes 250 MB."""

import sys
from pathlib import Path

MOST_BYTES = 250 * 1024 * 1024
WITH_LAYER = {"ConvertVideoFunction", "CalculateVideoMetricsFunction"}


def size(folder: Path) -> int:
    """Bytes of all files below the folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def main(build: Path) -> int:
    """Print every size; 1 when one is too large."""
    layer = size(build / "FFmpegLayer")
    sizes = {
        folder.name: size(folder) + (layer if folder.name in WITH_LAYER else 0)
        for folder in sorted(build.iterdir())
        if folder.is_dir() and folder.name.endswith("Function")
    }
    for name, found in sizes.items():
        print(f"{name:32} {found / 1024 / 1024:6.1f} MB")
    return int(not sizes or max(sizes.values()) > MOST_BYTES)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

"""Parses every file of feedparser's own test corpus and says what became of each kind.

    .venv/bin/python -m bench.feedparser_corpus FOLDER

FOLDER is `tests/` of a checkout of feedparser; nothing of it is part of this project. Exit code 1 where any file raises
something other than our FetchError, or takes longer than SECONDS.
"""

import sys
import time
import warnings
from collections import Counter
from pathlib import Path

from connectors import feed
from schemas.errors import FetchError

SECONDS = 5.0


def main(folder: Path) -> int:
    """Parses the files and prints the sums; gives the exit code."""
    warnings.simplefilter("error")
    sums: Counter[str] = Counter()
    slowest = 0.0
    for file in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".py"):
        begun = time.perf_counter()
        try:
            found = feed.parse(file.read_bytes(), "https://example.org/feed")
            sums[f"parsed as {found.kind}"] += 1
        except FetchError as error:
            sums["refused"] += 1
            print(f"{file.relative_to(folder)}: {str(error).partition(': ')[2]}")
        except Exception as error:
            sums["raised"] += 1
            print(f"{file.relative_to(folder)}: {error!r}")
        taken = time.perf_counter() - begun
        slowest = max(slowest, taken)
        sums["too slow"] += taken > SECONDS
    print(", ".join(f"{name} {number}" for name, number in sorted(sums.items())), f"; slowest {slowest:.2f} s")
    if not sums.total():
        print(f"{folder} holds no files")
    return int(bool(sums["raised"] or sums["too slow"]) or not sums.total())


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

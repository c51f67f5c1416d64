"""Fetches pinned artifacts into the cache: resumes what was cut short, checks each file's SHA-256 before its use."""

import hashlib
import threading
from collections import deque
from collections.abc import Iterable
from pathlib import Path

import requests

from schemas.errors import StackError
from schemas.progress import Progress
from stack.artifacts import Artifact

LABEL = "Fetching Kafka and Elasticsearch"
AT_ONCE = 6
TIMEOUT = (10.0, 60.0)
"""Seconds to connect, and seconds without a byte."""
TRIES = 3
CHUNK = 1 << 18


class _Meter:
    """Adds up the bytes of all downloads for one progress bar."""

    def __init__(self, progress: Progress, done: int, total: int) -> None:
        self._progress, self._done, self._total = progress, done, total
        self._lock = threading.Lock()

    def add(self, size: int) -> None:
        with self._lock:
            self._done += size
            self._progress.update(LABEL, self._done, self._total, unit="bytes")


def sha256(path: Path) -> str:
    """Gives the SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def intact(artifact: Artifact, path: Path) -> bool:
    """Tells whether the file is there, whole and exactly the pinned one."""
    return path.is_file() and path.stat().st_size == artifact.size and sha256(path) == artifact.sha256


def fetch(artifacts: Iterable[Artifact], repository: str, folder: Path, progress: Progress) -> dict[str, Path]:
    """
    Gives each artifact's path by file name; downloads from `repository` what `folder` lacks or holds damaged.

    What an interruption left is kept as `….part` and continued. Raises StackError where a file cannot be had, or is
    not the pinned one: such a file is deleted and never used.
    """
    wanted = list(artifacts)
    folder.mkdir(parents=True, exist_ok=True)
    missing = [artifact for artifact in wanted if not _kept(artifact, folder / artifact.file, progress)]
    if missing:
        _fetch_all(missing, repository, folder, progress)
    return {artifact.file: folder / artifact.file for artifact in wanted}


def _kept(artifact: Artifact, path: Path, progress: Progress) -> bool:
    if not path.exists():
        return False
    if intact(artifact, path):
        return True
    progress.say(f"{path} is damaged or cut short, and is fetched anew.")
    path.unlink()
    return False


def _fetch_all(missing: list[Artifact], repository: str, folder: Path, progress: Progress) -> None:
    total = sum(artifact.size for artifact in missing)
    meter = _Meter(progress, 0, total)
    stop = threading.Event()
    biggest_first = deque(sorted(missing, key=lambda artifact: -artifact.size))
    failures: list[Exception] = []

    def work() -> None:
        with requests.Session() as session:
            while biggest_first and not stop.is_set():
                try:
                    _fetch_one(session, biggest_first.popleft(), repository, folder, meter, stop)
                except Exception as error:
                    failures.append(error)
                    stop.set()

    # Daemons, so that Ctrl-C need not wait for a connection that has gone silent.
    threads = [threading.Thread(target=work, daemon=True) for _ in range(min(AT_ONCE, len(missing)))]
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            while thread.is_alive():
                thread.join(0.1)
    finally:
        stop.set()
    if failures:
        raise failures[0]


def _fetch_one(
    session: requests.Session, artifact: Artifact, repository: str, folder: Path, meter: _Meter, stop: threading.Event
) -> None:
    part = folder / f"{artifact.file}.part"
    url = f"{repository.rstrip('/')}/{artifact.path}"
    reason = ""
    for _ in range(TRIES):
        resumed = part.stat().st_size if part.exists() else 0
        try:
            whole = _download(session, url, artifact, part, meter, stop)
        except requests.RequestException as error:
            reason = _said(error)
            continue
        except OSError as error:
            raise StackError(
                f"{part} cannot be written ({error.strerror}): free some disk, or set cache_dir."
            ) from None
        if not whole:
            return
        if intact(artifact, part):
            part.replace(folder / artifact.file)
            return
        meter.add(-part.stat().st_size)
        part.unlink()
        reason = "what came is not the pinned file (its SHA-256 differs) and was refused"
        if not resumed:
            break
    raise StackError(f"{artifact.file} could not be fetched: {reason}. Try again, or set stack.maven_repository.")


def _download(
    session: requests.Session, url: str, artifact: Artifact, part: Path, meter: _Meter, stop: threading.Event
) -> bool:
    """Continues or starts `part`. Gives False where it was told to stop. Never writes more than the pinned size."""
    have = part.stat().st_size if part.exists() else 0
    if have > artifact.size:
        part.unlink()
        have = 0
    if have == artifact.size:
        meter.add(have)
        return True
    headers = {"Range": f"bytes={have}-"} if have else {}
    with session.get(url, headers=headers, stream=True, timeout=TIMEOUT) as response:
        response.raise_for_status()
        continues = response.status_code == requests.codes.partial_content
        got = have if continues else 0
        meter.add(got)
        try:
            with part.open("ab" if continues else "wb") as file:
                for chunk in response.iter_content(CHUNK):
                    if stop.is_set():
                        return False
                    file.write(chunk[: artifact.size + 1 - got])
                    got += len(chunk)
                    meter.add(len(chunk))
                    if got > artifact.size:
                        break
        except requests.RequestException:
            meter.add(-got)
            raise
    if got < artifact.size:
        meter.add(-got)
        raise requests.ConnectionError("the connection ended early")
    return True


def _said(error: requests.RequestException) -> str:
    """Why a download failed, in words that hold no address."""
    response = error.response
    if response is not None:
        return f"the repository answered {response.status_code}"
    if isinstance(error, requests.Timeout):
        return "the repository did not answer in time"
    return "the connection failed"

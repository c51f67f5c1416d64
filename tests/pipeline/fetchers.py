"""`pledgewire watch` processes that share feeds, and what each of them says that it polled."""

import asyncio
import json
import sys
from collections.abc import Callable
from pathlib import Path

from schemas.endpoints import Endpoints


class Fetcher:
    """One process; its reports are read from a file."""

    def __init__(self, process: asyncio.subprocess.Process, files: Path) -> None:
        self.process = process
        self._reports, self._said = files.with_suffix(".reports"), files.with_suffix(".said")

    @classmethod
    async def start(cls, data_dir: Path, endpoints: Endpoints, folder: Path, name: str) -> "Fetcher":
        """Starts it with the configuration file of a folder; what it says goes to files there."""
        settings = [f"kafka.topic_prefix={endpoints.kafka.topic_prefix}", "kafka.partitions=3"]
        with (folder / f"{name}.reports").open("wb") as reports, (folder / f"{name}.said").open("wb") as said:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "cli", "--data-dir", str(data_dir)),
                *("--config", str(folder / "pledgewire.yaml")),
                *(flag for setting in settings for flag in ("--set", setting)),
                *("watch", "--json"),
                stdout=reports,
                stderr=said,
            )
        return cls(process, folder / name)

    def mark(self) -> int:
        """Gives how much it has reported."""
        return self._reports.stat().st_size

    def polled(self, since: int = 0) -> set[str]:
        """Gives the feeds, by what they are called, that it has polled since a mark."""
        whole = self._reports.read_bytes()[since:].rpartition(b"\n")[0]
        return {json.loads(line)["feed"] for line in whole.splitlines()}

    def said(self) -> str:
        """Gives what it told people."""
        return self._said.read_text()

    async def end(self) -> None:
        """Ends it, if it runs."""
        if self.process.returncode is None:
            self.process.terminate()
            await asyncio.wait_for(self.process.wait(), 30)


async def until(true: Callable[[], bool], what: str, seconds: float = 120.0) -> None:
    """Waits until something is so, while local servers go on; fails where it is not after so long."""
    try:
        async with asyncio.timeout(seconds):
            while not true():  # noqa: ASYNC110 (a file grows or not, and nobody tells)
                await asyncio.sleep(0.2)
    except TimeoutError:
        raise AssertionError(f"waited {seconds:g} s in vain: {what}") from None

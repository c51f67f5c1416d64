"""The tagging process, seen from the enrich worker."""

import asyncio
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from pipeline.delivery import Failure
from pipeline.enrichment import Enriched
from pipeline.frames import pack, receive
from pipeline.limits import TAGGING_CPU_SECONDS, TAGGING_WALL_SECONDS
from pipeline.tagging_child import Ready, Start
from schemas.endpoints import ModelEndpoint

COMMAND = (sys.executable, "-m", "pipeline.tagging_child")
START_SECONDS = 120.0
DIED_TWICE = 2

Result = Enriched | Failure


class TaggingProcess:
    """Tags batches in a process of its own, so that the event loop, the heartbeats and the other core stay free.

    One article that takes too long, or that the process dies of twice, gets a Failure; the process is started again
    and the others go on. Raises RuntimeError where the process cannot be started at all.
    """

    def __init__(
        self,
        vocabulary: Path | None,
        model: ModelEndpoint | None = None,
        *,
        command: Sequence[str] = COMMAND,
        wall_seconds: float = TAGGING_WALL_SECONDS,
    ) -> None:
        """Takes the vocabulary's folder (None: the built-in one), and the language model that tags where rules do not.

        The process starts at the first batch.
        """
        self._start = Start(vocabulary=str(vocabulary) if vocabulary else None, model=model)
        self._command, self._wall_seconds = command, wall_seconds
        self._process: Process | None = None

    async def tag(self, values: Sequence[bytes | None]) -> list[Result]:
        """Gives, for each cleaned message's value, the enriched message or why there is none, in the same order."""
        results: list[Result] = []
        deaths = 0
        while len(results) < len(values):
            process = await self._running()
            assert process.stdin is not None  # noqa: S101 (it was started with pipes)
            process.stdin.writelines(pack(value) for value in values[len(results) :])
            done = len(results)
            try:
                ended = await self._collect(process, results, len(values))
            except asyncio.CancelledError:
                # Its remaining answers would be taken for those of the next batch.
                process.kill()
                self._process = None
                raise
            if ended is None:
                break
            deaths = DIED_TWICE if ended else 1 if len(results) > done else deaths + 1
            if deaths >= DIED_TWICE:
                reason = ended or f"the tagging process died of the article twice (exit code {process.returncode})"
                results.append(Failure(reason=reason, error="TaggingTimeout" if ended else "TaggingCrash"))
                deaths = 0
        return results

    async def close(self) -> None:
        """Ends the process."""
        process, self._process = self._process, None
        if process is not None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()

    async def _collect(self, process: Process, results: list[Result], wanted: int) -> str | None:
        """Adds what the process answers to `results`.

        Gives None when all `wanted` are there, a sentence where one article took too long, "" where it died otherwise.
        """
        assert process.stdout is not None  # noqa: S101
        try:
            while len(results) < wanted:
                answer: Result = await asyncio.wait_for(
                    receive(process.stdout, Enriched | Failure),  # type: ignore[arg-type]
                    self._wall_seconds,
                )
                results.append(answer)
        except TimeoutError:
            await self.close()
            return f"tagging the article gave no answer for {self._wall_seconds:g} seconds"
        except (asyncio.IncompleteReadError, ConnectionError):
            self._process = None
            if await process.wait() == -signal.SIGPROF:
                return f"tagging the article took more than {TAGGING_CPU_SECONDS} seconds of processor time"
            return ""
        return None

    async def _running(self) -> Process:
        if self._process is None:
            process = await asyncio.create_subprocess_exec(*self._command, stdin=PIPE, stdout=PIPE)
            assert process.stdin is not None and process.stdout is not None  # noqa: S101, PT018
            self._process = process
            process.stdin.write(pack(self._start))
            try:
                await asyncio.wait_for(receive(process.stdout, Ready), START_SECONDS)
            except TimeoutError as error:
                await self.close()
                raise RuntimeError(f"the tagging process was not ready after {START_SECONDS:g} seconds") from error
            except (asyncio.IncompleteReadError, ConnectionError) as error:
                self._process = None
                raise RuntimeError(f"the tagging process does not start (exit code {await process.wait()})") from error
        return self._process

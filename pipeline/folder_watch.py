"""Watching folders: each file read once it is whole, again when its content changed, and nothing published twice."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterable, Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path

from msgspec import Struct

from connectors.assemble import moment
from connectors.file_reader import Reader
from connectors.folder import SETTLED, Lying, Settling, content, look, still_lies
from connectors.refused import Refused
from pipeline.delivery import Publish
from pipeline.fates import Note, Noted
from pipeline.file_lines import file_line
from schemas.article import CleanedArticle
from schemas.errors import InputError, ServerError
from schemas.file_state import MOST_PUBLISHED, FileState, file_id, version_mark

log = logging.getLogger(__name__)

LOOK_EVERY = 2.0
"""Seconds between two looks into a folder."""
AT_ONCE = 50
"""Articles of a file that are cleaned before they are published."""
SERVER_WAIT = 15.0
"""Seconds until it is tried again where Kafka did not take what was read."""
SAID_REFUSALS = 20

Save = Callable[[FileState], Awaitable[None]]


class FileReport(Struct, frozen=True, kw_only=True):
    """What one file came to, or a folder that cannot be read (`error`); the numbers count articles.

    `refused` holds the first SAID_REFUSALS of `refusals`.
    """

    label: str
    published: int = 0
    unchanged: int = 0
    refusals: int = 0
    refused: tuple[Refused, ...] = ()
    error: str | None = None


class FolderWatcher:
    """Reads files and publishes their articles; `publish` returns once Kafka has acknowledged them.

    Delivery: at least once. A file is remembered (`save`) after all its articles were acknowledged, so it may be
    published again when the process dies in between, and never not at all. A version that was published out of any
    watched file (the first MOST_PUBLISHED of each) is not published again.
    """

    def __init__(
        self,
        folders: Iterable[Path],
        reader: Reader,
        states: dict[str, FileState],
        *,
        publish: Publish,
        save: Save,
        note: Note,
        clock: Callable[[], datetime],
        report: Callable[[FileReport], None],
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._folders = {folder.absolute(): Settling() for folder in folders}
        self._reader, self._states = reader, dict(states)
        self._publish, self._save, self._note = publish, save, note
        self._clock, self._report = clock, report
        self._monotonic, self._sleep = monotonic, sleep
        self._marks = {mark for state in states.values() for mark in state.published}
        self._unreadable: set[Path] = set()
        self._given_up: set[Lying] = set()

    async def once(self) -> None:
        """Reads every file that is whole and was not read as it is. Raises ServerError where Kafka is away."""
        await self._look()
        await self._sleep(SETTLED)
        await self._look()

    async def forever(self) -> None:
        """Reads files as they come, until cancelled. A Kafka that is away is waited for."""
        while True:
            try:
                await self._look()
                wait = LOOK_EVERY
            except ServerError as error:
                self._report(FileReport(label="folders", error=str(error)))
                wait = SERVER_WAIT
            await self._sleep(wait)

    async def _look(self) -> None:
        for folder, settling in self._folders.items():
            try:
                lying = await asyncio.to_thread(look, folder)
            except InputError as error:
                if folder not in self._unreadable:
                    self._report(FileReport(label=str(folder), error=str(error)))
                self._unreadable.add(folder)
                continue
            self._unreadable.discard(folder)
            for one in settling.whole((one for one in lying if not self._was_read(one)), self._monotonic()):
                try:
                    await self._read(one)
                except ServerError:
                    raise
                except Exception as error:
                    # A fault of ours: it may not end the watch of the others, nor be met again at every look.
                    log.exception("file not read", extra={"file": str(one.path)})
                    self._given_up.add(one)
                    self._report(FileReport(label=str(one.path), error=f"{one.path}: {error!r}"))

    def _was_read(self, lying: Lying) -> bool:
        state = self._state(lying)
        if lying in self._given_up:
            return True
        return state is not None and (state.size, state.modified) == (lying.size, lying.modified)

    def _state(self, lying: Lying) -> FileState | None:
        return self._states.get(file_id(str(lying.folder), lying.name))

    async def _read(self, lying: Lying) -> None:
        before = self._state(lying)
        try:
            hashed = await asyncio.to_thread(content, lying.path)
        except OSError as error:
            # It is looked at again when it changes, as any other file that was read.
            refused = Refused(where=str(lying.path), why=f"cannot be read ({error.strerror})")
            self._report(FileReport(label=str(lying.path), refusals=1, refused=(refused,)))
            await self._remember(lying, "0" * 64, [], 1)
            return
        if before is not None and before.content == hashed:
            await self._remember(lying, hashed, before.published, before.refused)
            return
        await self._publish_all(lying, hashed)

    async def _publish_all(self, lying: Lying, hashed: str) -> None:
        published = unchanged = refusals = 0
        refused: list[Refused] = []
        marks: list[str] = []
        source = self._reader.file(lying.path, self._clock())
        while found := await asyncio.to_thread(_some, source):
            articles = {version_mark(one.version_id): one for one in found if isinstance(one, CleanedArticle)}
            lines = {mark: file_line(lying, one, moment(self._clock())) for mark, one in articles.items()}
            new = {mark: article for mark, article in articles.items() if mark not in self._marks}
            failed = [one for one in found if isinstance(one, Refused)]
            if new:
                await self._publish(list(new.values()), [lines[mark] for mark in new])
            for mark, article in articles.items():
                self._note(Noted("published" if mark in new else "duplicate", lines[mark], article=article))
            for one in failed:
                self._note(Noted("skipped", file_line(lying, one, moment(self._clock())), why=one.why))
            self._marks |= articles.keys()
            marks += articles
            published += len(new)
            unchanged += len(articles) - len(new)
            refusals += len(failed)
            refused += failed[: SAID_REFUSALS - len(refused)]
        # One that was written to meanwhile is read again when it has settled.
        if await asyncio.to_thread(still_lies, lying):
            await self._remember(lying, hashed, marks, refusals)
        self._report(
            FileReport(
                label=str(lying.path),
                published=published,
                unchanged=unchanged,
                refusals=refusals,
                refused=tuple(refused),
            )
        )

    async def _remember(self, lying: Lying, hashed: str, marks: Iterable[str], refused: int) -> None:
        folder = str(lying.folder)
        state = FileState(
            file_id=file_id(folder, lying.name),
            folder=folder,
            name=lying.name,
            size=lying.size,
            modified=lying.modified,
            content=hashed,
            read_at=moment(self._clock()),
            refused=refused,
            published=tuple(islice(dict.fromkeys(marks), MOST_PUBLISHED)),
        )
        await self._save(state)
        self._states[state.file_id] = state


def _some(source: Iterator[CleanedArticle | Refused]) -> list[CleanedArticle | Refused]:
    return list(islice(source, AT_ONCE))

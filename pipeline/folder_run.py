"""Puts the watching of folders together: reader, publisher, what is remembered, and a lock for each folder."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from config.model import Config
from connectors.file_reader import Reader
from pipeline import file_states, topics
from pipeline.folder_watch import FileReport, FolderWatcher
from pipeline.ledger import Ledger
from pipeline.outlet import Outlet, whole
from schemas.endpoints import KafkaEndpoint
from schemas.errors import InputError
from schemas.file_state import FileState
from schemas.ids import digest


def now() -> datetime:
    """Gives the present moment in UTC."""
    return datetime.now(UTC)


def claim(config: Config, folder: Path) -> FileLock:
    """Gives the lock that makes this process the only one on this machine that watches the folder.

    Raises InputError where another holds it. It goes with the process, however that ends.
    """
    place = config.data_dir / "folders"
    place.mkdir(parents=True, exist_ok=True)
    lock = FileLock(place / f"{digest('folder', str(folder.resolve()))}.lock")
    try:
        lock.acquire(blocking=False)
    except Timeout:
        raise InputError(f"{folder}: is watched by another process") from None
    return lock


@asynccontextmanager
async def watching_folders(
    config: Config,
    endpoint: KafkaEndpoint,
    folders: tuple[Path, ...],
    report: Callable[[FileReport], None],
    *,
    clock: Callable[[], datetime] = now,
) -> AsyncIterator[FolderWatcher]:
    """Gives what reads these folders, with the topics made and what earlier runs read remembered.

    Raises InputError where a folder is not there or another process watches it, ServerError where Kafka is away.
    """
    async with AsyncExitStack() as stack:
        for folder in folders:
            if not folder.is_dir():
                raise InputError(f"{folder}: there is no such folder")
            stack.callback(claim(config, folder).release)
        await asyncio.to_thread(topics.ensure, endpoint, config.kafka)
        states = await asyncio.to_thread(file_states.load, endpoint)
        store = await asyncio.to_thread(file_states.FileStates, endpoint)
        stack.callback(store.close)
        outlet = Outlet(endpoint)
        stack.callback(outlet.close)

        ledger = await asyncio.to_thread(Ledger, endpoint, clock)
        stack.callback(ledger.close)

        async def save(state: FileState) -> None:
            # What is remembered is not read again, so the ledger must know of it before.
            await ledger.flush()
            await whole(store.save, state, store.close)

        reader = stack.enter_context(Reader(clean_timeout=config.fetching.clean_timeout))
        yield FolderWatcher(
            folders,
            reader,
            states,
            publish=outlet.publish,
            save=save,
            note=ledger.note,
            clock=clock,
            report=report,
        )

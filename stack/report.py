"""What `status` tells: both servers' state, process, address, memory, data and uptime, looked at now."""

import shutil
import time
from pathlib import Path
from typing import Literal

import psutil
from msgspec import Struct

from stack import elasticsearch, kafka
from stack.child import group
from stack.orphans import orphans
from stack.passwords import password
from stack.places import Places
from stack.spec import NotReadyError
from stack.state import Member, State, read

ANSWER_WITHIN = 2.0
BLOCK = 512
"""Bytes of the unit in which a file's blocks are counted, whatever the file system's own."""


class Server(Struct, frozen=True, kw_only=True):
    """One child. Sizes are in bytes, times in seconds; `answers` is None for a child that is asked nothing."""

    name: str
    state: str
    answers: bool | None = None
    pid: int | None = None
    version: str = ""
    address: str = ""
    heap: str = ""
    memory: int = 0
    data_dir: str = ""
    disk: int = 0
    disk_free: int = 0
    uptime: float = 0.0
    since: str = ""
    restarts: int = 0
    log: str = ""


class Report(Struct, frozen=True, kw_only=True):
    """The whole stack; `orphaned` says that the supervisor was killed and left children."""

    state: Literal["running", "starting", "stopping", "stopped", "orphaned"]
    data_dir: str
    logs: str
    supervisor: int | None = None
    servers: tuple[Server, ...] = ()

    @property
    def running(self) -> bool:
        """Whether all servers are ready, still there, and answer."""
        return self.state == "running" and all(
            server.state == "ready" and server.answers is not False for server in self.servers
        )


def report(found: Places) -> Report:
    """Looks at the processes and asks the servers; changes nothing."""
    state = read(found.state)
    data, logs = str(found.data), str(found.logs)
    if state is None:
        return Report(state="stopped", data_dir=data, logs=logs)
    if not state.supervisor.alive():
        left = orphans(state)
        servers = tuple(_server(member, found, "orphaned") for member in left)
        return Report(state="orphaned" if left else "stopped", servers=servers, data_dir=data, logs=logs)
    servers = tuple(_server(member, found, _condition(member)) for member in state.members)
    return Report(state=_phase(state), supervisor=state.supervisor.pid, servers=servers, data_dir=data, logs=logs)


def _phase(state: State) -> Literal["running", "starting", "stopping"]:
    if state.stopping:
        return "stopping"
    first = any(member.condition in ("waiting", "starting") for member in state.members)
    return "starting" if first or not state.members else "running"


def _condition(member: Member) -> str:
    """What the file says, unless the process is gone and it cannot know yet, as where the disk is full."""
    gone = member.condition == "ready" and (member.process is None or not member.process.alive())
    return "gone" if gone else member.condition


def _server(member: Member, found: Places, condition: str) -> Server:
    leader = member.process
    handle = leader.handle() if leader else None
    return Server(
        name=member.name,
        state=condition,
        answers=_answers(member, found) if handle else None,
        pid=leader.pid if leader and handle else None,
        version=member.version,
        address=member.address,
        heap=member.heap,
        memory=sum(_memory(one) for one in group(leader.pid)) if leader else 0,
        data_dir=member.data,
        disk=_disk(Path(member.data)) if member.data else 0,
        disk_free=shutil.disk_usage(member.data).free if member.data and Path(member.data).exists() else 0,
        uptime=round(time.time() - leader.started, 1) if leader and handle else 0.0,
        since=member.since,
        restarts=member.restarts,
        log=member.log,
    )


def _answers(member: Member, found: Places) -> bool | None:
    try:
        if member.name == kafka.NAME:
            kafka.probe(member.address, ANSWER_WITHIN)
        elif member.name == elasticsearch.NAME:
            elasticsearch.probe(member.address, password(found.secret), ANSWER_WITHIN)
        else:
            return None
    except NotReadyError:
        return False
    return True


def _memory(one: psutil.Process) -> int:
    try:
        return int(one.memory_info().rss)
    except psutil.Error:
        return 0


def _disk(folder: Path) -> int:
    """Adds up what a folder's files take (Kafka's are sparse), as far as we see them while the servers change them."""
    size = 0
    for path in folder.rglob("*"):
        try:
            size += path.lstat().st_blocks * BLOCK
        except OSError:
            continue
    return size

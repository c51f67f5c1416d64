"""What the supervisor needs to know of a child process, whichever program it is."""

from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec import Struct

from stack.user import User


class NotReadyError(Exception):
    """Raised by a probe while the child does not answer yet; its text says what is missing."""


def always() -> None:
    """The probe of a child that is ready as soon as it runs."""


class Spec(Struct, frozen=True, kw_only=True):
    """
    One child: how it is started, how to know that it is ready, where its output goes.

    `probe` returns when the child is ready and raises NotReadyError until then. `after` names children that must be
    ready before this one starts; it is stopped before they are. `patience` and `grace` are the seconds it may take to
    become ready and to stop; only after `settle` seconds it counts as ready.
    """

    name: str
    command: tuple[str, ...]
    log: Path
    probe: Callable[[], None] = always
    environment: Mapping[str, str] | None = None
    folder: Path | None = None
    user: User | None = None
    after: tuple[str, ...] = ()
    patience: float = 120.0
    settle: float = 0.0
    grace: float = 20.0
    version: str = ""
    address: str = ""
    heap: str = ""
    data: Path | None = None

"""Where everything of the embedded servers lies on disk, and that we may use it."""

import hashlib
import os
from pathlib import Path

from msgspec import Struct

from schemas.errors import StackError
from stack.user import User, may

SYSTEM = Path("/var/lib/pledgewire")
"""As root: instead of folders (such as those in root's home) that Elasticsearch's user may not enter."""


class Places(Struct, frozen=True, kw_only=True):
    """Folders. Those for Elasticsearch are apart, because as root another user owns or reads them."""

    data: Path
    cache: Path
    elasticsearch: Path
    readable_cache: Path

    @property
    def own(self) -> Path:
        """State, passwords and ports: for the owner alone."""
        return self.data / "stack"

    @property
    def kafka(self) -> Path:
        """Kafka's configuration and data."""
        return self.data / "kafka"

    @property
    def logs(self) -> Path:
        """The logs of all servers, bounded in size."""
        return self.data / "logs"

    @property
    def artifacts(self) -> Path:
        """What was fetched."""
        return self.cache / "artifacts"

    @property
    def lock(self) -> Path:
        """Held by the supervisor for as long as it lives."""
        return self.own / "lock"

    @property
    def secret(self) -> Path:
        """Elasticsearch's password."""
        return self.own / "elasticsearch.password"

    @property
    def write_token(self) -> Path:
        """What writing on the page needs."""
        return self.own / "write-token"

    @property
    def state(self) -> Path:
        """Who runs, where, since when."""
        return self.own / "state.json"


def places(data: Path, cache: Path, user: User | None) -> Places:
    """Gives the places for a data and a cache folder; creates nothing."""
    data, cache = data.absolute(), cache.absolute()
    apart = SYSTEM / f"{data.name}-{hashlib.sha256(os.fsencode(data)).hexdigest()[:8]}"
    # Where the data once was it stays, whatever became of the folders' permissions.
    elsewhere = (user is not None and apart.exists()) or not (_seen(data / "elasticsearch") or _open(user, data))
    return Places(
        data=data,
        cache=cache,
        elasticsearch=(apart if elsewhere else data) / "elasticsearch",
        readable_cache=cache if _open(user, cache) else SYSTEM / "cache",
    )


def _open(user: User | None, folder: Path) -> bool:
    """Whether `user` may enter the folder, or could if we made it."""
    while not _seen(folder):
        folder = folder.parent
    return may(user, folder, read=False)


def _seen(path: Path) -> bool:
    """Whether something is there that we may see; Path.exists raises where a folder above is closed to us."""
    return os.access(path, os.F_OK)


def make(found: Places, user: User | None) -> None:
    """Creates the folders. Raises StackError where we may not, or where they are another user's."""
    try:
        for folder in (found.data, found.cache, found.readable_cache, found.elasticsearch.parent):
            _passable(folder)
        found.own.mkdir(mode=0o700, exist_ok=True)
        for folder in (found.kafka, found.logs):
            folder.mkdir(mode=0o750, exist_ok=True)
        found.artifacts.mkdir(exist_ok=True)
        owner = found.own.stat().st_uid
    except PermissionError as error:
        raise StackError(f"{error.filename} may not be written by this user: set data_dir and cache_dir.") from None
    except OSError as error:
        raise StackError(f"{error.filename} cannot be made ({error.strerror}): set data_dir and cache_dir.") from None
    if owner != os.geteuid():
        raise StackError(f"{found.data} belongs to another user (uid {owner}): start as that user, or set data_dir.")
    if user is None and not os.access(found.own, os.W_OK):
        raise StackError(f"{found.own} may not be written by this user: mend its permissions, or set data_dir.")


def make_own(found: Places) -> None:
    """Creates the folder of what is for the owner alone. Raises StackError where we may not."""
    try:
        _passable(found.data)
        found.own.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise StackError(f"{error.filename} cannot be made ({error.strerror}): set data_dir.") from None


def _passable(folder: Path) -> None:
    """Makes a folder that others may go through but not list, whatever the umask, since what is secret lies deeper."""
    if not folder.exists():
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o711)

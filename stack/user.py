"""Who the servers run as: Elasticsearch refuses root, so that root starts it as another user."""

import os
import pwd
import subprocess
from pathlib import Path

from msgspec import Struct

from schemas.errors import StackError

DEFAULT = "nobody"


class User(Struct, frozen=True):
    """A user of this machine that a server is started as."""

    name: str
    uid: int
    gid: int


def run_as(asked: str | None, *, effective_uid: int | None = None) -> User | None:
    """
    Gives the user to start Elasticsearch as; None: whoever we are, which is not root.

    Raises StackError where we are root and the user asked for does not exist or is root.
    """
    if (os.geteuid() if effective_uid is None else effective_uid) != 0:
        return None
    name = asked or DEFAULT
    try:
        found = pwd.getpwnam(name)
    except KeyError:
        raise StackError(
            f"stack.run_as: this machine has no user {name}; name one that Elasticsearch may run as."
        ) from None
    if found.pw_uid == 0:
        raise StackError("stack.run_as: Elasticsearch refuses to run as root; name another user, such as nobody.")
    return User(name, found.pw_uid, found.pw_gid)


def may(user: User | None, folder: Path, *, read: bool = True) -> bool:
    """Tells whether `user` (None: ourselves) may enter a folder that exists and, if asked, read it."""
    if user is None:
        return os.access(folder, os.X_OK | (os.R_OK if read else 0))
    # The system itself is asked, since owners, groups and access lists all have a say.
    test = 'test -x "$1"' + (' && test -r "$1"' if read else "")
    asked = ["/bin/sh", "-c", test, "sh", str(folder)]
    return subprocess.run(asked, user=user.uid, group=user.gid, extra_groups=(), cwd="/", check=False).returncode == 0


def give(user: User | None, *paths: Path) -> None:
    """Makes `user` the owner of files and folders, never of what a link leads to (nothing to do for None)."""
    if user is not None:
        for path in paths:
            os.chown(path, user.uid, user.gid, follow_symlinks=False)

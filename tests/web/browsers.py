"""Which browser the tests drive: one that is on this machine, since pip brings none."""

import os
import shutil

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MISSING = "No browser for the tests: `make browser` installs Debian's Chromium, or name one in PLEDGEWIRE_BROWSER"


def program() -> str | None:
    """Gives the path of a Chromium, None where there is none."""
    return os.environ.get("PLEDGEWIRE_BROWSER") or next(filter(None, map(shutil.which, PROGRAMS)), None)


QUIET = (
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"),
    *("--disable-quic", "--disable-gpu"),
)
"""It asks nobody but our own pages for anything."""


def arguments() -> list[str]:
    """Gives its arguments: as root Chromium has no sandbox, and the pages are our own."""
    return [*QUIET, *(["--no-sandbox"] if os.geteuid() == 0 else [])]

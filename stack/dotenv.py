"""The `.env` file of docker-compose.yml: every password that it asks for, drawn anew."""

import secrets
from collections.abc import Callable
from pathlib import Path

from schemas.errors import StackError
from stack.passwords import private

NAMES = {
    "ELASTIC_PASSWORD": "Elasticsearch's user elastic, whom the workers use and you log in to Kibana as.",
    "KIBANA_PASSWORD": "Elasticsearch's user kibana_system, whom Kibana uses.",
    "WRITE_TOKEN": "What writing on pledgewire's own page needs.",
    "KIBANA_ENCRYPTION_KEY": "What Kibana encrypts its saved objects with.",
}
HEADER = """\
# Written by `pledgewire env` for docker-compose.yml. Keep it to yourself.
# Elasticsearch takes its password when its volume is made: with new ones, `docker compose down --volumes` comes first.
"""


def draw() -> str:
    """Gives 43 letters, digits, - and _, which need no quoting in a shell, JSON or YAML."""
    return secrets.token_urlsafe(32)


def text(drawn: Callable[[], str] = draw) -> str:
    """Gives the file's text."""
    return HEADER + "".join(f"\n# {what}\n{name}={drawn()}\n" for name, what in NAMES.items())


def write(path: Path, *, force: bool = False) -> None:
    """Writes the file for its owner alone. Raises StackError where it exists and `force` is not given."""
    if path.exists() and not force:
        raise StackError(f"{path} exists: its passwords may be in use. Replace it with --force.")
    try:
        private(path, text())
    except OSError as error:
        raise StackError(f"{path} cannot be written ({error.strerror}).") from None

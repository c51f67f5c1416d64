"""Generated secrets in files for their owner alone, and the form in which Elasticsearch keeps its password."""

import base64
import hashlib
import os
import secrets
from pathlib import Path

from schemas.errors import StackError

USER = "pledgewire"
ROUNDS = 10_000


def private(path: Path, text: str) -> None:
    """Writes a file that only its owner may read, from its first byte on."""
    fresh = path.with_name(f"{path.name}.new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    fresh.replace(path)


def password(file: Path) -> str:
    """Gives the password kept in a file; draws one and writes it where there is none. Raises StackError."""
    try:
        return file.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return drawn(file)
    except OSError as error:
        raise StackError(
            f"{file} cannot be read ({error.strerror}): only the user who started the servers may."
        ) from None


def drawn(file: Path) -> str:
    """Draws a password, and keeps it in a file."""
    fresh = secrets.token_urlsafe(24)
    private(file, f"{fresh}\n")
    return fresh


def users_line(secret: str, salt: bytes) -> str:
    """
    Gives the line for Elasticsearch's `users` file, so that no tool must be started and no argument holds the password.

    The form is that of its PBKDF2 hasher: {PBKDF2}rounds$salt$hash, HMAC-SHA512, salt and hash of 32 bytes in base64.
    """
    hashed = hashlib.pbkdf2_hmac("sha512", secret.encode(), salt, ROUNDS, 32)
    return f"{USER}:{{PBKDF2}}{ROUNDS}${base64.b64encode(salt).decode()}${base64.b64encode(hashed).decode()}\n"

"""The pinned list of everything that is fetched for the embedded servers: coordinates, size and SHA-256, no address."""

from pathlib import Path

from msgspec import Struct

from schemas.errors import StackError

LOCK = Path(__file__).with_name("artifacts.lock")
KAFKA = "kafka"
ELASTICSEARCH = "elasticsearch"


class Artifact(Struct, frozen=True, kw_only=True):
    """One file of a Maven repository. `part` says which server needs it; `size` is in bytes."""

    part: str
    group: str
    name: str
    version: str
    extension: str
    size: int
    sha256: str

    @property
    def file(self) -> str:
        """The file's name, which is unique among the pinned ones."""
        return f"{self.name}-{self.version}.{self.extension}"

    @property
    def path(self) -> str:
        """Where a Maven repository keeps it, from the repository's base."""
        return f"{self.group.replace('.', '/')}/{self.name}/{self.version}/{self.file}"

    def line(self) -> str:
        """The artifact as a line of the lock file, without the line's end."""
        return f"{self.part} {self.group}:{self.name}:{self.version}@{self.extension} {self.size} {self.sha256}"


def parse(line: str) -> Artifact:
    """Gives the artifact that a line of the lock file pins. Raises ValueError where it is no such line."""
    part, coordinates, size, sha256 = line.split()
    group, name, rest = coordinates.split(":")
    version, extension = rest.split("@")
    if len(bytes.fromhex(sha256)) != 32:
        raise ValueError("not a SHA-256")
    return Artifact(
        part=part, group=group, name=name, version=version, extension=extension, size=int(size), sha256=sha256
    )


def pinned(lock: Path = LOCK) -> tuple[Artifact, ...]:
    """Gives what the lock file pins, in its order. Raises StackError with file and line where it holds a mistake."""
    found = []
    for number, line in enumerate(lock.read_text(encoding="utf-8").splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        try:
            found.append(parse(line))
        except ValueError as error:
            raise StackError(
                f"{lock.name}, line {number} pins no artifact ({error}): check out the file anew"
            ) from None
    return tuple(found)


def version(part: str, artifacts: tuple[Artifact, ...]) -> str:
    """Gives the version of a server: that of the first artifact pinned for it."""
    return next(artifact.version for artifact in artifacts if artifact.part == part)

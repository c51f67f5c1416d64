"""What must be on disk before the servers can start: a JDK, the pinned files, Elasticsearch unpacked."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from filelock import FileLock, Timeout
from jgo.constants import MAVEN_CENTRAL_URL
from msgspec import Struct

from config.servers import Stack
from schemas.progress import Progress
from stack import java
from stack.artifacts import ELASTICSEARCH, KAFKA, pinned, version
from stack.elasticsearch_home import home
from stack.fetch import fetch
from stack.places import Places
from stack.user import User, may


class Provided(Struct, frozen=True, kw_only=True):
    """Paths of all that was provided, and the servers' versions."""

    jdk: java.Jdk
    kafka_jars: tuple[Path, ...]
    kafka_version: str
    elasticsearch_home: Path
    elasticsearch_version: str


def provide(settings: Stack, places: Places, user: User | None, progress: Progress) -> Provided:
    """
    Finds a JDK, fetches what the cache lacks, unpacks Elasticsearch where it is not; quick when all is there.

    One process at a time does so in a cache folder; others wait. Raises StackError.
    """
    usable = partial(may, user)
    jdk = java.find(settings.java_home, usable=usable) or java.fetched(places.readable_cache / "jdk", progress.say)
    artifacts = pinned()
    with _alone(places.cache / "lock", progress):
        files = fetch(artifacts, settings.maven_repository or MAVEN_CENTRAL_URL, places.artifacts, progress)
        zipped = next(artifact for artifact in artifacts if artifact.part == ELASTICSEARCH)
        server = home(zipped, files[zipped.file], jdk, places.readable_cache, progress)
    return Provided(
        jdk=jdk,
        kafka_jars=tuple(files[artifact.file] for artifact in artifacts if artifact.part == KAFKA),
        kafka_version=version(KAFKA, artifacts),
        elasticsearch_home=server,
        elasticsearch_version=zipped.version,
    )


@contextmanager
def _alone(lock: Path, progress: Progress) -> Iterator[None]:
    held = FileLock(lock)
    try:
        held.acquire(blocking=False)
    except Timeout:
        progress.say(f"Another start fills {lock.parent}: waiting for it.")
        held.acquire()
    try:
        yield
    finally:
        held.release()

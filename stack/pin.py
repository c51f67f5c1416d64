"""`python -m stack.pin` makes artifacts.lock anew. For developers: change the versions here, run it, run the tests."""

import hashlib
import sys
import tempfile
from pathlib import Path

from jgo.maven import Dependency, MavenContext, PythonResolver

from stack.artifacts import ELASTICSEARCH, KAFKA, LOCK, Artifact

KAFKA_VERSION = "4.2.2"
ELASTICSEARCH_VERSION = "9.5.3"
ROOTS = (
    ("org.apache.kafka", "kafka_2.13", KAFKA_VERSION),
    # Kafka logs through slf4j 1.7; its own log4j binding wants a configuration file that the jars do not hold.
    ("org.slf4j", "slf4j-simple", "1.7.36"),
)
HEADER = """\
# Made by `python -m stack.pin`: server, group:name:version@extension, bytes, SHA-256.
# The first line of a server has its version.
"""


def _artifact(part: str, found: object) -> Artifact:
    path: Path = found.resolve()  # type: ignore[attr-defined]
    return Artifact(
        part=part,
        group=found.groupId,  # type: ignore[attr-defined]
        name=found.artifactId,  # type: ignore[attr-defined]
        version=found.version,  # type: ignore[attr-defined]
        extension=found.packaging,  # type: ignore[attr-defined]
        size=path.stat().st_size,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
    )


def pin(repo_cache: Path) -> list[Artifact]:
    """Resolves Kafka with all that it needs to run, and Elasticsearch; fetches them into `repo_cache`; gives them."""
    resolver = PythonResolver()
    context = MavenContext(repo_cache=repo_cache, resolver=resolver)
    roots = [Dependency(context.project(group, name).at_version(version).artifact()) for group, name, version in ROOTS]
    direct, needed = resolver.resolve(roots)
    jars = {_artifact(KAFKA, dependency.artifact) for dependency in [*direct, *needed]}
    server = context.project("org.elasticsearch.distribution.integ-test-zip", "elasticsearch")
    zipped = _artifact(ELASTICSEARCH, server.at_version(ELASTICSEARCH_VERSION).artifact(packaging="zip"))
    first = [jar for jar in jars if jar.name == "kafka_2.13"]
    rest = sorted((jar for jar in jars if jar.name != "kafka_2.13"), key=lambda jar: (jar.group, jar.name))
    return [*first, *rest, zipped]


def main() -> None:
    """Writes the lock file."""
    with tempfile.TemporaryDirectory() as folder:
        found = pin(Path(folder))
    LOCK.write_text(HEADER + "".join(f"{artifact.line()}\n" for artifact in found), encoding="utf-8")
    sys.stderr.write(f"{len(found)} artifacts, {sum(a.size for a in found) / 1e6:.0f} MB, pinned in {LOCK.name}\n")


if __name__ == "__main__":
    main()

"""Elasticsearch unpacked once into the cache, with the analyzers that its minimal distribution lacks put back."""

import hashlib
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path

import msgspec

from schemas.errors import StackError
from schemas.progress import Progress
from stack.artifacts import Artifact
from stack.java import OLDEST, Jdk

LABEL = "Unpacking Elasticsearch"
ANALYZERS = {"english": "en.EnglishAnalyzer", "french": "fr.FrenchAnalyzer"}
ANALYZERS |= {"german": "de.GermanAnalyzer", "russian": "ru.RussianAnalyzer"}
"""Names as the full Elasticsearch has them, and Lucene's classes behind them."""
FACTORY = "org.elasticsearch.plugin.analysis.AnalyzerFactory"
JAVA = """\
package pledgewire;

@org.elasticsearch.plugin.NamedComponent("{name}")
public class {simple} implements {factory} {{
    public org.apache.lucene.analysis.Analyzer create() {{
        return new org.apache.lucene.analysis.{analyzer}();
    }}
}}
"""
DESCRIPTOR = """\
name=pledgewire-analyzers
description=The analyzers of analysis-common that pledgewire uses
version=1
elasticsearch.version={version}
java.version={java}
"""
COMPILE_SECONDS = 120
LISTING = "pledgewire-files.json"


def home(artifact: Artifact, zipped: Path, jdk: Jdk, folder: Path, progress: Progress) -> Path:
    """
    Gives the unpacked server in `folder`; unpacks and compiles the first time, or where a file changed its size.

    It is made beside its place and then moved there: an interruption leaves nothing half made. Raises StackError.
    """
    recipe = hashlib.sha256(f"{artifact.sha256}{sorted(ANALYZERS.items())}{JAVA}{DESCRIPTOR}".encode()).hexdigest()[:8]
    place = folder / f"elasticsearch-{artifact.version}-{recipe}"
    if _whole(place):
        return place
    try:
        shutil.rmtree(place, ignore_errors=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix="unpacking-") as temporary:
            made = _unpack(zipped, Path(temporary), progress)
            _add_analyzers(made, artifact.version, jdk)
            (made / LISTING).write_bytes(msgspec.json.encode(_sizes(made)))
            made.replace(place)
    except OSError as error:
        raise StackError(f"Elasticsearch could not be unpacked into {folder} ({error.strerror or error}).") from None
    return place


def _unpack(zipped: Path, into: Path, progress: Progress) -> Path:
    with zipfile.ZipFile(zipped) as archive:
        members = archive.infolist()
        for number, member in enumerate(members, start=1):
            path = Path(archive.extract(member, into))
            # zipfile keeps no modes: folders and files readable by all, scripts executable too.
            path.chmod(0o755 if member.is_dir() or (member.external_attr >> 16) & 0o100 else 0o644)
            progress.update(LABEL, number, len(members), unit="file")
    (top,) = into.iterdir()
    top.chmod(0o755)
    return top


def _add_analyzers(made: Path, version: str, jdk: Jdk) -> None:
    """Compiles a stable plugin against the server's own jars: one class an analyzer."""
    plugin = made / "plugins" / "pledgewire-analyzers"
    plugin.mkdir(mode=0o755)
    with tempfile.TemporaryDirectory() as temporary:
        sources, classes = Path(temporary, "pledgewire"), Path(temporary, "classes")
        sources.mkdir()
        for name, analyzer in ANALYZERS.items():
            text = JAVA.format(name=name, simple=name.capitalize(), factory=FACTORY, analyzer=analyzer)
            (sources / f"{name.capitalize()}.java").write_text(text, encoding="utf-8")
        command = [
            jdk.tool("javac"),
            "--release",
            str(OLDEST),
            "-proc:none",
            "-cp",
            f"{made}/lib/*",
            "-d",
            str(classes),
        ]
        command += [str(source) for source in sorted(sources.iterdir())]
        try:
            subprocess.run(command, check=True, capture_output=True, text=True, timeout=COMPILE_SECONDS)
        except subprocess.SubprocessError as error:
            said = str(getattr(error, "stderr", "") or error).strip().splitlines()
            raise StackError(
                f"{jdk.tool('javac')} could not compile the analyzers: {said[0] if said else error}"
            ) from None
        with zipfile.ZipFile(plugin / "analyzers.jar", "w") as jar:
            for file in sorted(classes.rglob("*.class")):
                jar.write(file, file.relative_to(classes))
    components = {FACTORY: {name: f"pledgewire.{name.capitalize()}" for name in ANALYZERS}}
    (plugin / "named_components.json").write_bytes(msgspec.json.encode(components))
    (plugin / "stable-plugin-descriptor.properties").write_text(DESCRIPTOR.format(version=version, java=OLDEST))
    for file in plugin.iterdir():
        file.chmod(0o644)


def _sizes(folder: Path) -> dict[str, int]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != LISTING)
    return {str(path.relative_to(folder)): path.stat().st_size for path in files}


def _whole(place: Path) -> bool:
    """Whether every file is there with its size: a look at 400 files is cheap, hashing 150 MB at each start is not."""
    try:
        listed = msgspec.json.decode((place / LISTING).read_bytes(), type=dict[str, int])
        return all((place / name).stat().st_size == size for name, size in listed.items())
    except (OSError, msgspec.DecodeError):
        return False

"""Finds a full JDK that both servers run on, wherever the system keeps it; fetches one by cjdk where there is none."""

import os
import re
import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from schemas.errors import StackError

OLDEST = 21
NEWEST_TRIED = 25
"""Elasticsearch patches java.base, so that a JDK newer than those it was tried with comes last."""
NEEDED = ("jdk.compiler", "jdk.jlink", "jdk.jcmd")
"""Modules that a full JDK has and a bare runtime lacks."""
FOLDERS = (
    "/usr/lib/jvm/*",
    "/usr/java/*",
    "/usr/local/openjdk*",
    "/opt/java/*",
    "/opt/*jdk*",
    "/Library/Java/JavaVirtualMachines/*/Contents/Home",
    "/opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home",
    "/usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home",
    "~/.sdkman/candidates/java/*",
    "~/.jdks/*",
    "~/.asdf/installs/java/*",
    "~/.local/share/mise/installs/java/*",
)
INSTALL = "install a JDK 21 or later (such as openjdk-21-jdk-headless), or set stack.java_home"


class Jdk(Struct, frozen=True):
    """A Java home and its feature version, such as 25."""

    home: Path
    version: int

    def tool(self, name: str) -> str:
        """The path of `java`, `javac` and so on."""
        return str(self.home / "bin" / name)


def inspect(home: Path) -> Jdk | str:
    """Gives the JDK in a folder, or what is wrong with it as the end of a sentence. Starts nothing."""
    if not os.access(home / "bin" / "java", os.X_OK):
        return "holds no bin/java that may be run"
    try:
        release = (home / "release").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return "has no release file, so that its version is unknown"
    found = re.search(r'^JAVA_VERSION="(?:1\.)?(\d+)', release, re.MULTILINE)
    if found is None:
        return "has a release file without a version"
    version = int(found[1])
    if version < OLDEST:
        return f"is Java {version}; {OLDEST} or later is needed"
    modules = re.search(r'^MODULES="([^"]*)"', release, re.MULTILINE)
    lacks = [name for name in NEEDED if modules is not None and name not in modules[1].split()]
    if lacks or not os.access(home / "bin" / "javac", os.X_OK):
        return "is a runtime and no full JDK (it cannot compile)"
    return Jdk(home, version)


def candidates(environment: Mapping[str, str], folders: Iterable[str] = FOLDERS) -> list[Path]:
    """Gives every folder where a JDK may be, each once: JAVA_HOME, that of `java` on PATH, the system's folders."""
    homes = [Path(environment[name]) for name in ("JAVA_HOME", "JDK_HOME") if environment.get(name)]
    on_path = shutil.which("java", path=environment.get("PATH", ""))
    if on_path:
        homes.append(Path(on_path).resolve().parent.parent)
    for pattern in folders:
        expanded = Path(pattern).expanduser()
        root = Path(expanded.anchor)
        homes.extend(sorted(root.glob(str(expanded.relative_to(root)))))
    return list(dict.fromkeys(home.resolve() for home in homes))


def best(homes: Iterable[Path], usable: Callable[[Path], bool] = lambda _: True) -> Jdk | None:
    """Gives the newest JDK that fits, those newer than NEWEST_TRIED last and the oldest of them first; None: none."""
    fitting = [jdk for home in homes if isinstance(jdk := inspect(home), Jdk) and usable(jdk.home)]
    tried = [jdk for jdk in fitting if jdk.version <= NEWEST_TRIED]
    if tried:
        return max(tried, key=lambda jdk: jdk.version)
    return min(fitting, key=lambda jdk: jdk.version, default=None)


def find(
    asked: Path | None,
    environment: Mapping[str, str] = os.environ,
    *,
    folders: Iterable[str] = FOLDERS,
    usable: Callable[[Path], bool] = lambda _: True,
) -> Jdk | None:
    """
    Gives the JDK asked for, else the best one found, else None.

    `usable` tells whether the user that Elasticsearch runs as may read a folder. Raises StackError where the one
    asked for does not fit.
    """
    if asked is None:
        return best(candidates(environment, folders), usable)
    jdk = inspect(asked)
    if isinstance(jdk, str):
        raise StackError(f"stack.java_home: {asked} {jdk}: {INSTALL}.")
    if not usable(jdk.home):
        raise StackError(f"stack.java_home: {asked} may not be read by the user that Elasticsearch runs as.")
    return jdk


def fetched(cache: Path, say: Callable[[str], None]) -> Jdk:
    """Gives a JDK that cjdk fetches into `cache`. Raises StackError, saying what to install, where it cannot."""
    import cjdk

    say(f"No JDK {OLDEST} or later was found: fetching one into {cache}.")
    try:
        home = cjdk.java_home(vendor="temurin", version=str(NEWEST_TRIED), cache_dir=cache)
    except (cjdk.CjdkError, OSError):
        raise StackError(f"No JDK {OLDEST} or later was found, and none could be fetched: {INSTALL}.") from None
    jdk = inspect(home)
    if isinstance(jdk, str):
        raise StackError(f"The JDK fetched into {home} {jdk}: {INSTALL}.")
    return jdk

"""Finding a JDK."""

from pathlib import Path

import pytest

from schemas.errors import StackError
from stack import java

FULL = "java.base java.compiler jdk.compiler jdk.jlink jdk.jcmd"


def jdk(folder: Path, version: str, modules: str = FULL, compiler: bool = True) -> Path:
    """Makes a folder that looks like a Java home."""
    (folder / "bin").mkdir(parents=True)
    (folder / "release").write_text(f'JAVA_VERSION="{version}"\nMODULES="{modules}"\n')
    for tool in ("java", *(("javac",) if compiler else ())):
        (folder / "bin" / tool).touch(mode=0o755)
    return folder


def test_the_newest_jdk_wins_over_an_old_java_on_the_path(tmp_path: Path) -> None:
    old = jdk(tmp_path / "path-java", "17.0.15")
    jdk(tmp_path / "jvm" / "a", "21.0.2")
    newest = jdk(tmp_path / "jvm" / "b", "25.0.3")
    found = java.find(None, {"PATH": str(old / "bin")}, folders=[f"{tmp_path}/jvm/*"])
    assert found == java.Jdk(newest, 25)


def test_java_home_counts_like_the_others_and_not_more(tmp_path: Path) -> None:
    jdk(tmp_path / "jvm" / "a", "21.0.2")
    home = jdk(tmp_path / "home", "22")
    assert java.find(None, {"JAVA_HOME": str(home)}, folders=[f"{tmp_path}/jvm/*"]) == java.Jdk(home, 22)
    newer = jdk(tmp_path / "jvm" / "b", "25")
    assert java.find(None, {"JAVA_HOME": str(home)}, folders=[f"{tmp_path}/jvm/*"]) == java.Jdk(newer, 25)


def test_a_jdk_newer_than_those_tried_is_used_only_where_no_other_fits(tmp_path: Path) -> None:
    untried = jdk(tmp_path / "jvm" / "a", "27-ea")
    assert java.find(None, {}, folders=[f"{tmp_path}/jvm/*"]) == java.Jdk(untried, 27)
    tried = jdk(tmp_path / "jvm" / "b", "21")
    assert java.find(None, {}, folders=[f"{tmp_path}/jvm/*"]) == java.Jdk(tried, 21)


@pytest.mark.parametrize(
    ("version", "modules", "compiler", "said"),
    [
        ("17.0.15", FULL, True, "is Java 17; 21 or later is needed"),
        ("1.8.0_402", FULL, True, "is Java 8; 21 or later is needed"),
        ("25", "java.base jdk.compiler", True, "is a runtime and no full JDK (it cannot compile)"),
        ("25", FULL, False, "is a runtime and no full JDK (it cannot compile)"),
    ],
)
def test_what_does_not_fit_is_passed_over_with_a_reason(
    tmp_path: Path, version: str, modules: str, compiler: bool, said: str
) -> None:
    home = jdk(tmp_path / "home", version, modules, compiler)
    assert java.inspect(home) == said
    assert java.find(None, {"JAVA_HOME": str(home)}, folders=[]) is None


def test_a_folder_without_java_is_passed_over(tmp_path: Path) -> None:
    assert java.inspect(tmp_path) == "holds no bin/java that may be run"
    assert java.find(None, {"JAVA_HOME": str(tmp_path)}, folders=[]) is None


def test_a_jdk_that_elasticsearchs_user_may_not_read_is_passed_over(tmp_path: Path) -> None:
    closed = jdk(tmp_path / "jvm" / "closed", "25")
    open_to_all = jdk(tmp_path / "jvm" / "open", "21")
    found = java.find(None, {}, folders=[f"{tmp_path}/jvm/*"], usable=lambda home: home != closed)
    assert found == java.Jdk(open_to_all, 21)


def test_a_jdk_asked_for_that_does_not_fit_is_refused_with_what_would_be_right(tmp_path: Path) -> None:
    home = jdk(tmp_path / "home", "17")
    with pytest.raises(StackError, match=r"stack.java_home: .* is Java 17; 21 or later is needed: install a JDK 21"):
        java.find(home)


def test_without_any_jdk_and_without_a_network_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import cjdk

    def offline(**_: object) -> Path:
        raise cjdk.InstallError("no network")

    monkeypatch.setattr(cjdk, "java_home", offline)
    said: list[str] = []
    with pytest.raises(StackError, match="none could be fetched: install a JDK 21 or later"):
        java.fetched(tmp_path, said.append)
    assert said == [f"No JDK 21 or later was found: fetching one into {tmp_path}."]

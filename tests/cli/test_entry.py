"""How the command line begins, whatever the folder holds that it is typed in and whenever Ctrl-C comes."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PLEDGEWIRE = Path(sys.executable).with_name("pledgewire")
OURS = sorted(package.parent.name for package in ROOT.glob("*/__init__.py"))


def run(*arguments: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Types a command in a folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PLEDGEWIRE_", "PYTHON"))}
    return subprocess.run(
        [PLEDGEWIRE, *arguments],
        cwd=folder,
        env={**kept, **variables},
        # A shell starts what runs in the background without Ctrl-C; a person's terminal does not.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def strange(tmp_path: Path) -> Path:
    """A folder with modules of somebody else's that have the names of ours."""
    for name in [*OURS, "trafilatura"]:
        (tmp_path / f"{name}.py").write_text("raise SystemExit('somebody else was run')\n")
    return tmp_path


def test_a_command_that_starts_another_starts_ours_and_not_what_lies_in_the_current_folder(strange: Path) -> None:
    elsewhere = {
        "PLEDGEWIRE_KAFKA__SERVERS": "127.0.0.1:9",
        "PLEDGEWIRE_ELASTICSEARCH__URLS": "http://127.0.0.1:9",
        "PLEDGEWIRE_DATA_DIR": str(strange / "data"),
    }
    answer = run("demo", folder=strange, **elsewhere)
    assert "somebody else was run" not in answer.stdout + answer.stderr
    assert "there is nothing to start" in answer.stderr


def test_a_page_is_cleaned_by_processes_that_import_nothing_from_the_current_folder(strange: Path) -> None:
    page = strange / "page.html"
    page.write_text(f"<html><body><article><h1>A title</h1><p>{'A sentence of an article. ' * 40}</p></article></body>")
    answer = run("clean", str(page), "--json", folder=strange)
    assert "somebody else was run" not in answer.stdout + answer.stderr
    assert answer.returncode == 0, answer.stderr
    assert "A sentence of an article." in answer.stdout


def test_ctrl_c_while_it_still_imports_is_answered_without_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "typer.py").write_text("import signal\nsignal.raise_signal(signal.SIGINT)\n")
    answer = run("status", folder=tmp_path, PYTHONPATH=str(tmp_path))
    assert answer.returncode == -signal.SIGINT
    assert answer.stderr == ""


def test_what_the_system_refuses_is_told_in_one_sentence(tmp_path: Path) -> None:
    # No file system here takes a name of 300 letters, and no command asks for that beforehand.
    answer = run("env", "--file", "x" * 300, folder=tmp_path)
    assert answer.returncode == 1
    assert answer.stderr == f"pledgewire: {'x' * 300}: File name too long.\n"

"""How the project is installed, and how it is not."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("target", ["wheel", "sdist"])
def test_a_plain_build_is_refused_with_what_to_type(target: str, tmp_path: Path) -> None:
    built = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode != 0
    assert "make install" in built.stderr
    assert "Traceback" not in built.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock", "requirements-semantic.lock"])
def test_a_lock_holds_a_hash_for_every_pin_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text()
    pins = re.findall(r"(?m)^[a-z0-9][\w.-]*==\S+.*\\\n    --hash=sha256:[0-9a-f]{64}", text)
    assert len(pins) == len(re.findall(r"(?m)^[a-z0-9][\w.-]*==", text)) > 40
    assert "://" not in text


def test_the_seeds_are_the_files_that_were_handed_over() -> None:
    sums = {
        line.split("  ")[1]: line.split("  ")[0]
        for line in (Path(__file__).parent / "seeds.sha256").read_text().splitlines()
    }
    import hashlib

    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (ROOT / "seeds").iterdir()}
    assert found == sums

"""Lines that programs read."""

import subprocess
import sys

GOES_ON = """
from cli.lines import line
print("begun", flush=True)
input()
for number in range(2):
    try:
        line('{}')
    except Exception as error:
        raise AssertionError("it went on") from error
"""


def test_a_program_whose_reader_has_gone_ends_without_a_word_even_where_it_outlives_errors() -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", GOES_ON], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    process.stdin.write(b"\n")
    process.stdin.close()
    assert process.wait(30) == 141
    assert process.stderr.read() == b""
    process.stderr.close()

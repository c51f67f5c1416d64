"""Log lines of the workers."""

import json
import logging

import pytest

from pipeline.logs import Json, Tamed, Text


def _record(error: bool = False) -> logging.LogRecord:
    info = None
    if error:
        fault = ValueError("first\nsecond")
        info = (ValueError, fault, fault.__traceback__)
    record = logging.LogRecord("x", logging.WARNING, "f", 1, "dead letter: %s", ("bad\nline",), info)
    record.created = 0.0
    record.topic, record.partition, record.offset, record.article_id = "t", 3, 0, "abc"
    return record


def test_a_text_line_is_one_line_with_the_fixed_keys() -> None:
    assert Text("enrich-1").format(_record()) == (
        "1970-01-01T00:00:00.000+00:00 WARNING enrich-1: dead letter: bad line"
        " article_id=abc topic=t partition=3 offset=0"
    )


def test_a_stranger_begins_no_line_of_a_log_and_writes_nothing_on_a_terminal() -> None:
    hostile = "x\n2026-11-22T10:00:00.000+00:00 INFO work: all is well\x1b[2K\x9b2K\u202e"
    record = _record()
    record.args, record.article_id = (hostile,), hostile
    for formatter in (Text("w"), Json("w")):
        line = formatter.format(record)
        assert not set(line) & set("\n\x1b\x9b\u202e")
    assert json.loads(line)["article_id"] == hostile


def test_a_json_line_is_one_object() -> None:
    line = Json("index-2").format(_record())
    assert "\n" not in line
    assert json.loads(line) == {
        "time": "1970-01-01T00:00:00.000+00:00",
        "level": "warning",
        "worker": "index-2",
        "message": "dead letter: bad line",
        "article_id": "abc",
        "topic": "t",
        "partition": 3,
        "offset": 0,
    }


@pytest.mark.parametrize("formatter", [Text("w"), Json("w")], ids=["text", "json"])
def test_an_exception_is_part_of_the_line(formatter: logging.Formatter) -> None:
    line = formatter.format(_record(error=True))
    assert "\n" not in line
    assert "[ValueError: first second]" in line


@pytest.mark.parametrize("formatter", [Text("w"), Json("w")], ids=["text", "json"])
def test_an_exception_that_was_raised_says_where(formatter: logging.Formatter) -> None:
    record = _record()
    with pytest.raises(ZeroDivisionError) as raised:
        _ = 1 // (record.lineno - 1)
    record.exc_info = (raised.type, raised.value, raised.tb)
    where = f"pipeline/test_logs.py:{raised.tb.tb_lineno}"
    assert f"[ZeroDivisionError: integer division or modulo by zero at {where}]" in formatter.format(record)


def test_a_library_says_the_same_once_in_ten_seconds_and_we_always() -> None:
    now = 0.0
    tamed = Tamed(clock=lambda: now)

    def passes(logger: str, said: str) -> bool:
        return tamed.filter(logging.LogRecord(logger, logging.ERROR, "f", 1, said, (), None))

    assert passes("aiokafka.conn", "Unable to connect")
    assert not passes("aiokafka.conn", "Unable to connect")
    assert passes("aiokafka.conn", "something else")
    assert passes("pipeline.index", "Unable to connect")
    assert passes("pipeline.index", "Unable to connect")
    now = 10.0
    assert passes("aiokafka.conn", "Unable to connect")

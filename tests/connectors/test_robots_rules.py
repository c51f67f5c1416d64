"""What a robots.txt allows; expected values are those of RFC 9309 and its examples."""

import pytest

from connectors.robots_rules import MOST_BYTES, read

SITE = "https://herald.example"


def allows(text: str, path: str, robot: str = "pledgewire") -> bool:
    """Whether a robots.txt of this text allows a path."""
    return read(text.encode(), robot).allow(SITE + path)


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /private", "/private/a", False),
        ("User-agent: *\nDisallow: /private", "/public", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: PledgeWire\nAllow: /", "/a", True),
        ("User-agent: pledgewire/0.1\nDisallow: /", "/a", False),
        ("User-agent: otherbot\nUser-agent: pledgewire\nDisallow: /x", "/x", False),
        ("User-agent: otherbot\nDisallow: /", "/a", True),
        ("User-agent: pledge\nDisallow: /", "/a", True),
        ("User-agent: pledgewire-images\nDisallow: /", "/a", True),
        ("User-agent: *\nDisallow: /\nAllow: /news/", "/news/a", True),
        ("User-agent: *\nAllow: /news\nDisallow: /news/premium", "/news/premium/a", False),
        ("User-agent: *\nDisallow: /*.gif$", "/a.gif", False),
        ("User-agent: *\nDisallow: /*.gif$", "/a.gif?x", True),
        ("User-agent: *\nDisallow: /a?print=", "/a?print=1", False),
        ("User-agent: *\nDisallow: /новини", "/%D0%BD%D0%BE%D0%B2%D0%B8%D0%BD%D0%B8/1", False),
        ("\ufeffUser-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow: /", "/robots.txt", True),
        ("<!DOCTYPE html><title>Not found</title><p>Disallow: /", "/a", True),
    ],
)
def test_a_path_is_allowed_or_not(text: str, path: str, allowed: bool) -> None:
    assert allows(text, path) is allowed


def test_a_monitor_with_a_name_of_its_own_obeys_the_rules_for_that_name() -> None:
    text = "User-agent: herald-monitor\nDisallow: /\n"
    assert not allows(text, "/a", robot="herald-monitor")
    assert allows(text, "/a")


@pytest.mark.parametrize(
    ("line", "seconds"),
    [("5", 5.0), ("0.5", 0.5), ("86400", 30.0), ("-3", 0.0), ("soon", 0.0), ("nan", 0.0), ("inf", 0.0)],
)
def test_a_crawl_delay_is_honoured_within_a_bound(line: str, seconds: float) -> None:
    assert read(f"User-agent: *\nCrawl-delay: {line}\n".encode(), "pledgewire").delay == seconds


def test_a_robots_txt_that_is_cut_off_keeps_no_half_path() -> None:
    begin = b"User-agent: *\nDisallow: /private\n"
    body = begin + b"# " + b"x" * (MOST_BYTES - len(begin) - len("\nDisallow: /") - 2) + b"\nDisallow: /secret\n"
    rules = read(body, "pledgewire")
    assert not rules.allow(f"{SITE}/private")
    assert rules.allow(f"{SITE}/news")


def test_ten_thousand_robots_with_ten_thousand_rules_take_no_more_memory_than_their_text() -> None:
    robots = "".join(f"User-agent: bot{number}\n" for number in range(10_000))
    rules = "".join(f"Disallow: /{number}\n" for number in range(10_000))
    found = read((robots + rules + "User-agent: *\nDisallow: /private\n").encode(), "pledgewire")
    assert not found.allow(f"{SITE}/private")
    assert found.allow(f"{SITE}/1")


def test_rules_full_of_wildcards_are_answered() -> None:
    text = "User-agent: *\n" + f"Disallow: /{'a*' * 100}b$\n" * 2_000
    assert allows(text, "/" + "a" * 2_000)

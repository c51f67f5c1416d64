"""Shows stories: title, when it was first seen, and how many outlets and articles carry it."""

from collections.abc import Sequence

from rich.console import Group
from rich.text import Text

from cli.plain import emit, indented
from schemas.counted import counted
from schemas.printable import one_line
from search.stories import Story

SITES = 8
"""Outlets named of a story."""


def print_stories(stories: Sequence[Story]) -> None:
    """Prints the stories, numbered."""
    emit([story_block(number, story) for number, story in enumerate(stories, start=1)])


def story_block(number: int, story: Story) -> Group:
    """Gives a story's title, how far it went and since when, its outlets and its id."""
    title = Text(f"{number}. ", style="bold") + Text(one_line(story.title) or "(no title)", style="bold")
    counts = f"{counted(story.outlets, 'outlet')}, {counted(story.articles, 'article')}"
    seen = f"first seen {story.first_seen[:16].replace('T', ' ')} UTC"
    sites = ", ".join(one_line(site, longest=60) for site in story.sites[:SITES])
    more = story.outlets - SITES
    lines = [f"{counts}, {seen}", f"{sites}{f' and {more} more' if more > 0 else ''}", story.id]
    return Group(title, *(indented(Text(line, style="dim"), 3) for line in lines if line), Text())

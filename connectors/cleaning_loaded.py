"""What pages and feeds are read with, loaded and used once: importing this makes a process ready to clean.

For the server that cleaning processes are forked from. They share what it has loaded (the language model alone is half
a second and half of the memory), and are ready in milliseconds where a page was made to break one.
"""

import gc
import os
import warnings
from datetime import UTC, datetime

# Cleaning looks rows of a matrix up; a server that is forked should have no thread.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from connectors import feed, page
from connectors.mojibake import mend
from connectors.page import Page

# Too short for trafilatura alone, in a language that no page declares and an encoding that nobody does.
_PAGE = "<html><body><article><p>Президент Франції заявив, що готовий надати Україні гарантії безпеки.</p></article>"
_FEED = b"<rss version='2.0'><channel><title>t</title><item><title>t</title></item></channel></rss>"


def _load() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        page.clean(Page(html=_PAGE.encode("cp1251")), datetime.now(UTC))
        feed.parse(_FEED, "https://example.org/feed")
        mend("it\u00e2\u20ac\u2122s")
    # What is loaded stays: no collection writes to its pages, which would end their being shared.
    gc.collect()
    gc.freeze()


_load()

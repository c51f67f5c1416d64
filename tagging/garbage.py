"""Garbage collection in processes that load a vocabulary and then work for long."""

import gc

_YOUNG = 50_000
"""New containers after which the collector looks among them: about those of five articles, nearly all gone by then."""


def keep_loaded() -> None:
    """Takes all that is loaded, the vocabulary above all, for lasting.

    The collector no more walks through the ninety thousand containers of the vocabulary, which never go: it took 150 ms
    for it, during which a page waited. It changes the whole process.
    """
    gc.collect()
    gc.freeze()


def look_seldom() -> None:
    """Looks for an article's garbage less often: for processes that do nothing but tag."""
    gc.set_threshold(_YOUNG, 20, 50)

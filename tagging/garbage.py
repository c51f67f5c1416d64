"""Garbage collection in a process that tags one article after the other."""

import gc

_YOUNG = 50_000
"""New containers after which the collector looks among them: about those of five articles, nearly all gone by then."""


def keep_loaded() -> None:
    """Takes all that is loaded, the vocabulary above all, for lasting, and looks for an article's garbage less often.

    The collector no more walks through the ninety thousand containers of the vocabulary, which never go. It changes the
    whole process: it is for those that do nothing but tag.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG, 20, 50)

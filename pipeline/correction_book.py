"""All corrections in memory, by article: what a page shows without asking Kafka."""

import threading
from collections.abc import Callable

from schemas.correction import Correction

Write = Callable[[str, Correction | None], None]


class CorrectionBook:
    """Corrections as they hold now. Any thread may ask and write; without `write` they are kept here alone."""

    def __init__(self, write: Write = lambda identity, correction: None) -> None:
        """`write` returns once a correction, or that it is taken back (None), is safe; it may raise ServerError."""
        self._write = write
        self._turn = threading.Lock()
        self._by_article: dict[str, dict[str, Correction]] = {}
        self._article_of: dict[str, str] = {}

    def of(self, article_id: str) -> tuple[Correction, ...]:
        """Gives the corrections of an article, oldest first."""
        with self._turn:
            found = tuple(self._by_article.get(article_id, {}).values())
        return tuple(sorted(found, key=lambda one: (one.at, one.correction_id)))

    def get(self, identity: str) -> Correction | None:
        """Gives one by its id."""
        with self._turn:
            return self._by_article.get(self._article_of.get(identity, ""), {}).get(identity)

    def newest(self, most: int) -> tuple[Correction, ...]:
        """Gives the newest of all articles, the newest first."""
        with self._turn:
            every = [one for articles in self._by_article.values() for one in articles.values()]
        return tuple(sorted(every, key=lambda one: (one.at, one.correction_id), reverse=True)[:most])

    def save(self, correction: Correction) -> None:
        """Writes a correction, and shows it from then on. Raises ServerError where it cannot be written."""
        self._write(correction.correction_id, correction)
        self.hear(correction.correction_id, correction)

    def forget(self, identity: str) -> None:
        """Takes one back. Raises as `save`."""
        self._write(identity, None)
        self.hear(identity, None)

    def hear(self, identity: str, correction: Correction | None) -> None:
        """Takes in what was written here or elsewhere."""
        with self._turn:
            article = self._article_of.pop(identity, None) if correction is None else correction.article_id
            kept = self._by_article.setdefault(article, {}) if article else {}
            kept.pop(identity, None)
            if correction is not None and article:
                kept[identity], self._article_of[identity] = correction, article
            elif article and not kept:
                del self._by_article[article]

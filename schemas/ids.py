"""Ids made from content, never drawn: the same article always has the same id, so a repetition doubles nothing."""

import hashlib
from datetime import UTC, datetime

ID_LENGTH = 32
"""Characters of an id: 128 bits in hexadecimal, enough that two of 10^15 articles still differ."""


def digest(*parts: str) -> str:
    """Gives 32 hexadecimal characters that depend on every part and on where one part ends and the next begins."""
    joined = "".join(f"{len(part)}:{part}" for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:ID_LENGTH]


def article_id(canonical_url: str) -> str:
    """Gives the id of the article that lives at a canonical URL; http and https lead to the same article."""
    plain = "http://"
    return digest(
        "article", f"https://{canonical_url[len(plain) :]}" if canonical_url.startswith(plain) else canonical_url
    )


def text_hash(title: str, text: str) -> str:
    """Gives the SHA-256 (64 hexadecimal characters) of what evidence points into: the cleaned title and text."""
    return hashlib.sha256(f"{title}\n\n{text}".encode("utf-8", "surrogatepass")).hexdigest()


def version_id(article: str, hash_of_text: str) -> str:
    """Gives the id of one version: the article with this very text."""
    return digest("version", article, hash_of_text)


def position_id(article: str, holder: str, on_behalf_of: str, stance: str, beneficiary: str) -> str:
    """Gives the id of a claim, which stays the same from one version of the article to the next."""
    return digest("position", article, holder, on_behalf_of, stance, beneficiary)


def story_id(article: str, when: str) -> str:
    """Gives the id of the story that an article begins: `when` in UTC, then 16 hexadecimal characters.

    Of two ids the smaller is of the earlier story, so that the smallest of a story's articles names it, whatever
    order they came in.
    """
    return f"{moment(when):%Y%m%dT%H%M%S}-{digest('story', article)[:16]}"


def story_start(story: str) -> datetime:
    """Gives when the first article of a story was published, as its id tells."""
    try:
        return datetime.strptime(story.partition("-")[0], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return _NEVER


def moment(when: str) -> datetime:
    """Gives an ISO 8601 moment in UTC; 1970 for what is none in any calendar."""
    try:
        return datetime.fromisoformat(when).astimezone(UTC)
    except (ValueError, OverflowError):
        return _NEVER


_NEVER = datetime(1970, 1, 1, tzinfo=UTC)

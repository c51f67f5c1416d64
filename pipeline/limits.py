"""How large things may be, from the article to the dead letter: each limit leaves room for what is added on the way."""

MAX_CLEANED = 1_000_000
"""Bytes of a cleaned article's value. schemas.article.MAX_TEXT characters are 800,000 bytes at the very most."""
MAX_ENRICHED = 4_000_000
"""Bytes of an enriched article's value: the article and its tags with their evidence."""

MIB = 1024 * 1024
TOPIC_CLEANED = 2 * MIB
"""A topic's max.message.bytes. Twice the article's limit, so that a somewhat too large message of somebody else's is
taken, read and dead-lettered with a reason."""
TOPIC_ENRICHED = 5 * MIB
TOPIC_DEAD_LETTERS = 8 * MIB
"""More than any topic it serves, so that every message fits with the headers that say why it is there."""
MAX_DEAD_LETTER = 7 * MIB
"""Bytes of a value kept in a dead letter; a longer one (zstd can hide any size) is cut, and a header says so."""
MAX_REQUEST = 9 * MIB
"""Bytes that the workers' producer may send at once."""

TAGGING_CPU_SECONDS = 5
"""CPU seconds that tagging one article may take; a usual one takes hundredths."""
TAGGING_WALL_SECONDS = 60.0
"""Seconds of the clock after which a tagging process that gives no answer is killed (it sleeps, or is not let run)."""
TAGGING_MEMORY = 2 * 1024 * MIB
"""Bytes of address space of the tagging process."""

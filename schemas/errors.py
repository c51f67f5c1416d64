"""Everything that pledgewire raises on purpose.

PledgewireError                 a sentence for the person, and the exit code the command ends with
├── UsageError          2       the command line asks for something that cannot be
├── ConfigError         3       the configuration holds a mistake (file, line, key, what would be right)
├── VocabularyError     3       the vocabulary holds a mistake (file, line, key, what would be right)
├── InputError          4       a file or an article handed in cannot be read
├── StackError          5       the embedded servers cannot be fetched, started or stopped
├── ServerError         6       Kafka or Elasticsearch does not answer, or refuses us
└── FetchError          7       a feed or a page cannot be had
    ├── DisallowedError         a site's robots.txt keeps us from a page
    └── PutOffError             a host is to be left alone for now, so nothing was asked of it
"""


class PledgewireError(Exception):
    """A failure that a person can understand: `str(error)` is one whole sentence without a traceback."""

    exit_code = 1


class UsageError(PledgewireError):
    """Raised when the command line asks for something that cannot be."""

    exit_code = 2


class ConfigError(PledgewireError):
    """Raised when the configuration holds a mistake; names file, line, key and what would be right."""

    exit_code = 3


class VocabularyError(PledgewireError):
    """Raised when a vocabulary file holds a mistake; names file, line, key and what would be right."""

    exit_code = 3


class InputError(PledgewireError):
    """Raised when a file or an article handed in cannot be read."""

    exit_code = 4


class StackError(PledgewireError):
    """Raised when the embedded servers cannot be fetched, started or stopped."""

    exit_code = 5


class ServerError(PledgewireError):
    """Raised when Kafka or Elasticsearch does not answer, or refuses us."""

    exit_code = 6


class FetchError(PledgewireError):
    """Raised when a feed or a page cannot be had.

    `status` is what the server answered, where it did; `retry_after` is for how many seconds it wants to be left alone.
    """

    exit_code = 7

    def __init__(self, sentence: str, *, status: int | None = None, retry_after: float | None = None) -> None:
        super().__init__(sentence)
        self.status, self.retry_after = status, retry_after


class DisallowedError(FetchError):
    """Raised when a site's robots.txt keeps us from a page; trying again does not help."""


class PutOffError(FetchError):
    """Raised when a host is to be left alone for now and nothing was asked of it; `retry_after` says for how long."""

"""Why a server ended: one clause made from the end of its log and from how it ended."""

import re
import shutil
import signal
from pathlib import Path

CAUSES = (
    (r"Address already in use|BindException|BindHttpException|BindTransportException", "a port it wants is taken"),
    (r"No space left on device|not enough space|Disk quota exceeded", "the disk is full"),
    (
        r"java\.lang\.OutOfMemoryError|Could not reserve enough space|insufficient memory|Cannot allocate memory",
        "there is not enough memory: lower stack.kafka_heap and stack.elasticsearch_heap, or close other programs",
    ),
    (
        r"failed to obtain node lock|LockObtainFailedException|Failed to acquire lock|already locked|node lock",
        "another start holds the lock on its data folder",
    ),
    (
        r"Invalid (maximum|initial) heap size|Initial heap size set to a larger|Too small maximum heap",
        "its heap size is wrong",
    ),
    (r"UnsupportedClassVersionError|minimum required Java version", "the JDK is too old"),
    (r"AccessDeniedException|Permission denied|Read-only file system", "it may not read or write its folders"),
    (r"Too many open files", "the limit of open files is too low (ulimit -n)"),
    (r"Invalid cluster\.id|InconsistentClusterIdException", "its data folder belongs to another cluster"),
    (r"cannot downgrade a node|incompatible.*version", "its data folder was written by another version"),
)


FULL = 20_000_000
"""Bytes free below which a server that gives no reason ended for want of them: Kafka's index files take 10 MB each."""


def reason(log: str, code: int | None = None, folder: Path | None = None) -> str:
    """
    Gives the likely reason as a clause without a full stop: the last cause found in the log, else how it ended.

    `folder` is where the server keeps its data.
    """
    if code in (-signal.SIGKILL, 128 + signal.SIGKILL):
        return "it was killed (by a person, or by the system for want of memory)"
    found = [(match.start(), cause) for pattern, cause in CAUSES for match in re.finditer(pattern, log, re.IGNORECASE)]
    if found:
        return max(found)[1]
    if folder is not None and folder.exists() and shutil.disk_usage(folder).free < FULL:
        return "the disk is full"
    if code is not None and code < 0:
        return f"it was ended by {signal.Signals(-code).name}"
    if code is not None:
        return f"it ended with exit code {code}"
    return "it gave no reason"

"""What `pledgewire watch` does with folders: reads their files, and tells what each came to."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from cli.context import Context
from schemas.counted import counted
from schemas.printable import one_line

if TYPE_CHECKING:
    from pipeline.folder_watch import FileReport
    from schemas.progress import Progress

SHOWN_REFUSALS = 5
"""Refusals of one file that are shown one by one."""


class FolderReports:
    """Shows each report, prints it as JSON where wanted, and keeps the sums."""

    def __init__(self, shown: "Progress", echo: Callable[[str], None] | None) -> None:
        self._shown, self._echo = shown, echo
        self.files = self.published = self.refused = 0

    def hear(self, report: "FileReport") -> None:
        """Takes one report."""
        self.files += report.error is None
        self.published += report.published
        self.refused += report.refusals
        self._show(report)
        if self._echo is not None:
            self._echo(_as_object(report))

    def sentence(self) -> str:
        """Gives the sums."""
        files, articles = counted(self.files, "file"), counted(self.published, "article")
        return f"{files}: {articles} published, {self.refused} refused."

    def _show(self, report: "FileReport") -> None:
        if report.error is not None:
            self._shown.say(one_line(report.error, longest=300))
            return
        counts = [f"{report.published} published"]
        counts += [f"{report.unchanged} unchanged"] if report.unchanged else []
        counts += [f"{report.refusals} refused"] if report.refusals else []
        self._shown.say(f"{one_line(report.label, longest=120)}: {', '.join(counts)}.")
        for refused in report.refused[:SHOWN_REFUSALS]:
            self._shown.say(f"  refused: {one_line(str(refused), longest=200)}")
        if report.refusals > SHOWN_REFUSALS:
            self._shown.say(f"  and {report.refusals - SHOWN_REFUSALS} more")


def _as_object(report: "FileReport") -> str:
    fields = {"file": report.label, "error": report.error, "published": report.published, "unchanged": report.unchanged}
    refused = [{"where": one.where, "why": one.why} for one in report.refused]
    return json.dumps({**fields, "refusals": report.refusals, "refused": refused}, ensure_ascii=False)


async def read_folders(shared: Context, folders: tuple[Path, ...], once: bool, reports: FolderReports) -> None:
    """Reads the files of the folders, once or until cancelled."""
    from pipeline.folder_run import watching_folders

    async with watching_folders(shared.config, shared.endpoints().kafka, folders, reports.hear) as watcher:
        await (watcher.once() if once else watcher.forever())

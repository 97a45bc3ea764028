"""How a run ends: what was rejected, which analyzers failed, and the exit code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

import attrs
import click

from geobrief._document import Document
from geobrief._input import Rejected
from geobrief.cli.messages import say

SOME_REJECTED = 1
NOTHING_DONE = 2


@attrs.define
class Outcome:
    """Watches the results of a run go by."""

    documents: int = 0
    rejected: int = 0
    failed: Counter[str] = attrs.field(factory=Counter)

    def watching(self, results: Iterable[Document | Rejected]) -> Iterator[Document | Rejected]:
        """The same results. Each that was rejected is named on stderr."""
        for result in results:
            if isinstance(result, Rejected):
                self.rejected += 1
                message = str(result.error)
                say(message if result.id in message else f"{result.id}: {message}")
            else:
                self.documents += 1
                self.failed.update(
                    f"analyzer {fault.analyzer!r} (plugin {fault.plugin!r} {fault.version})"
                    for fault in result.failures
                )
            yield result

    def exit(self) -> None:
        """Name the analyzers that failed, and leave the command with its exit code, if that isn't 0."""
        for analyzer, count in sorted(self.failed.items()):
            say(f"warning: {analyzer} failed or was skipped on {count} of {self.documents} documents, which say why")
        if self.rejected:
            click.get_current_context().exit(SOME_REJECTED if self.documents else NOTHING_DONE)

"""How a run ends: what was rejected, which analyzers failed, and the exit code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs
import click

from geobrief._document import Document, Failure
from geobrief._input import Rejected
from geobrief.cli.messages import say

SOME_REJECTED = 1
NOTHING_DONE = 2


@attrs.define
class _Failures:
    """How often an analyzer failed or was skipped, and how first."""

    document: str
    failure: Failure
    count: int = 0

    def __str__(self) -> str:
        failure = self.failure
        return (
            f"analyzer {failure.analyzer!r} (plugin {failure.plugin!r} {failure.version}) failed on {self.count} "
            f"document{'s' if self.count > 1 else ''}, first on {self.document!r}: {failure.message}; "
            f"report it, or leave it out with --block {failure.plugin}"
        )


@attrs.define
class Outcome:
    """Watches the results of a run go by."""

    documents: int = 0
    rejected: int = 0
    failed: dict[tuple[str, str], _Failures] = attrs.field(factory=dict)

    def watching(self, results: Iterable[Document | Rejected]) -> Iterator[Document | Rejected]:
        """The same results. Each that was rejected is named on stderr."""
        for result in results:
            if isinstance(result, Rejected):
                self.rejected += 1
                say(_named(result))
            else:
                self.documents += 1
                for failure in result.failures:
                    analyzer = failure.plugin, failure.analyzer
                    self.failed.setdefault(analyzer, _Failures(result.id, failure)).count += 1
            yield result

    def exit(self) -> None:
        """Say which analyzers failed, and leave the command with its exit code, if that isn't 0."""
        for _, failures in sorted(self.failed.items()):
            say(f"warning: {failures}")
        if self.rejected:
            click.get_current_context().exit(SOME_REJECTED if self.documents else NOTHING_DONE)


def _named(rejected: Rejected) -> str:
    """Why an input was rejected, with its id, or the file that a row of it is named after, said once."""
    message, file = str(rejected.error), rejected.id.rpartition(":")[0]
    return message if rejected.id in message or (file and file in message) else f"{rejected.id}: {message}"

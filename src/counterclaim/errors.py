"""What can go wrong, drawn as one tree.

::

    CounterclaimError            anything that ends a command with one readable block
    ├── InputError               a file that the user gave
    │   ├── UnknownFormat        nothing here recognises the file
    │   ├── DamagedFile          recognised, but going on could give a wrong figure
    │   └── UnreadableDocument   a text that cannot be read (scanned, encrypted, too large)
    ├── CaseError                the case folder
    │   ├── TableError           a table of the case: file, row, column
    │   ├── DefinitionError      case.yaml: key, line and column
    │   ├── EditConflict         the same cell changed by two writers
    │   └── NotFound             a name that the case does not hold
    ├── PeriodError              a date that the period grammar does not know
    ├── ExportRefused            the gate: licence terms or harm to people
    └── MissingExtra             an optional part that is not installed
"""

from __future__ import annotations

from pathlib import Path


class CounterclaimError(Exception):
    """One readable block: what happened, where, what was seen and expected, what to do.

    ``row`` counts from 1 with the header as row 1, as a spreadsheet shows it.
    """

    def __init__(
        self,
        message: str,
        *,
        file: str | Path | None = None,
        row: int | None = None,
        column: str | int | None = None,
        seen: object = None,
        expected: str | None = None,
        remedy: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message, self.file, self.row, self.column = message, file, row, column
        self.seen, self.expected, self.remedy = seen, expected, remedy

    @property
    def place(self) -> str:
        """``file, row 3, column best`` as far as it is known."""
        parts = [
            str(self.file) if self.file is not None else "",
            f"row {self.row}" if self.row is not None else "",
            f"column {self.column}" if self.column is not None else "",
        ]
        return ", ".join(part for part in parts if part)

    def __str__(self) -> str:
        lines = [self.message]
        if self.place:
            lines.append(f"  where:    {self.place}")
        if self.seen is not None:
            lines.append(f"  seen:     {self.seen!r}"[:400])
        if self.expected:
            lines.append(f"  expected: {self.expected}")
        if self.remedy:
            lines.append(f"  do:       {self.remedy}")
        return "\n".join(lines)


class InputError(CounterclaimError):
    """A file that the user gave cannot be used as it is."""


class UnknownFormat(InputError):
    """Nothing here recognises the file; says what was seen and what would be accepted."""


class DamagedFile(InputError):
    """The file is recognised, but going on could give a wrong figure."""


class UnreadableDocument(InputError):
    """A text that cannot be read: scanned, encrypted, too large, not a document."""


class CaseError(CounterclaimError):
    """The case folder is not as it should be."""


class TableError(CaseError):
    """A table of the case has a wrong column or value."""


class DefinitionError(CaseError):
    """``case.yaml`` has a wrong key or value; ``row`` and ``column`` are line and column."""

    @property
    def place(self) -> str:
        """``file, line 3, column 5`` as an editor counts them."""
        return super().place.replace("row ", "line ")


class EditConflict(CaseError):
    """The same cell was changed by two writers; both values are shown, nothing is lost."""


class NotFound(CaseError):
    """A name that the case does not hold."""


class PeriodError(CounterclaimError, ValueError):
    """A date or interval outside the period grammar."""


class ExportRefused(CounterclaimError):
    """The export gate: licence terms, or harm to people."""


class MissingExtra(CounterclaimError):
    """An optional part is not installed; says the one command that installs it."""

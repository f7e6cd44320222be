"""Begin a case, and take it to a spreadsheet and back."""

from __future__ import annotations

from pathlib import Path
from typing import Literal


def new(case: Path, *, title: str = "") -> None:
    """Begin an empty case; ``examples/`` in it shows filled-in tables.

    Parameters
    ----------
    case
        The folder to make; it must not hold a case yet.
    title
        The question that the case answers.
    """
    from counterclaim.case import Case

    made = Case.create(case, title=title or case.name)
    print(f"{made.path / 'case.yaml'}\n{made.path / 'examples'}")


def sheet(case: Path, direction: Literal["export", "import"], file: Path) -> int:
    """Write the whole case as one workbook, or read one back and say what changed.

    Exit status 1 if a cell was changed both in the case and in the sheet.

    Parameters
    ----------
    case
        The case folder.
    direction
        Export writes FILE; import reads it into the case.
    file
        The workbook, FILE.xlsx.
    """
    from counterclaim.case import Case, workbook

    if direction == "export":
        workbook.export(Case.open(case), file)
        print(file)
        return 0
    changes = workbook.import_(Case.open(case), file)
    print(changes)
    return 1 if changes.conflicts else 0

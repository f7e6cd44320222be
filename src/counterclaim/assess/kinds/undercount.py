"""Under-count from overlapping lists: linked datasets, or a table of who is on which list.

Assumes: see :mod:`counterclaim.assess.undercount`. Events of two datasets are the same where a
    judgement ``same_incident`` says yes; ``linked: true`` declares that the pairs were reviewed.
Refuses when: the gate of the method does: fewer than three lists, lists that are not linked or
    share nothing, too few records. The overlaps are printed all the same.
Reads as: "at least", and an estimate only where the lists allow one.
Reference: :mod:`counterclaim.assess.undercount`.
"""

from __future__ import annotations

import csv
from functools import cached_property
from pathlib import Path

from pydantic import Field, model_validator

from counterclaim.assess.assessment import Answer, Assessment, Observed
from counterclaim.assess.declared import Declared, Series
from counterclaim.assess.lists import Overlaps
from counterclaim.assess.picture import Picture
from counterclaim.assess.reading import Refusal
from counterclaim.assess.undercount import UndercountSettings, gate, undercount
from counterclaim.case.definitions import Text, Texts
from counterclaim.count.series import event_table
from counterclaim.count.tables import named
from counterclaim.errors import TableError
from counterclaim.model import answer
from counterclaim.model.record import CellError

COUNT = "count"


class Declaration(Declared):
    """``lists``, a file of the case, or ``series`` counted in each of ``datasets``.

    The file has one column of 0 and 1 for each list and a column ``count``. ``linked`` says that
    records were linked and the pairs reviewed.
    """

    lists: Text = ""
    series: Series | None = None
    datasets: Texts = ()
    linked: bool = False
    unit: Text = "events"
    delta: float | None = Field(None, gt=0, le=1)
    times: float = Field(20.0, ge=2, le=100)

    @model_validator(mode="after")
    def _one_origin(self) -> Declaration:
        if bool(self.lists) == bool(self.series):
            raise CellError("lists need one origin", expected="lists, or series and datasets")
        if self.series and not (self.datasets and self.series.measure):
            raise CellError("lists of events need datasets", expected="datasets: [one, two, three]")
        return self


class Undercount(Assessment[Declaration]):
    """How many are on no list."""

    declaration = Declaration
    interval = "95% interval of the number"

    @cached_property
    def settings(self) -> UndercountSettings:
        """The declared choices."""
        said = self.declared
        return UndercountSettings(
            linked=said.linked, unit=said.unit, delta=said.delta, times=said.times
        )

    @cached_property
    def overlaps(self) -> Overlaps:
        """How many records are on each combination of lists."""
        if self.declared.lists:
            return read_lists(self.desk.case.path / self.declared.lists)
        return Overlaps.from_ids(self._linked(self._ids()))

    def _ids(self) -> dict[str, list[str]]:
        """The events of the series in each dataset; one that cannot answer lists nothing."""
        assert self.declared.series is not None
        measure, found = self.desk.measure(self.declared.series), {}
        for dataset in self.declared.datasets:
            variant = measure.model_copy(update={"dataset": dataset})
            table = event_table(self.desk.counter, variant, self.window)
            found[named(dataset)] = (
                [] if isinstance(table, answer.Refusal) else table["id"].to_pylist()
            )
        return found

    def _linked(self, ids: dict[str, list[str]]) -> dict[str, list[str]]:
        """Ids in which events judged to be the same have the same name."""
        same: dict[str, str] = {}
        for judged in self.desk.case.table("judgements"):
            if judged.kind == "same_incident" and judged.verdict == "yes":
                left, right = _root(judged.left, same), _root(judged.right, same)
                same[max(left, right)] = min(left, right)
        return {name: [_root(id, same) for id in listed] for name, listed in ids.items()}

    def validate(self) -> Refusal | None:
        """The gate."""
        return gate(self.overlaps, self.settings)

    def compute(self) -> Answer:
        """Lower bound, averaged estimate, model table, sensitivity strip."""
        return undercount(self.overlaps, self.settings)

    def observed(self) -> tuple[Observed, ...]:
        """Lists are sources themselves."""
        return ()

    def pictures(self, found: Answer) -> tuple[Picture, ...]:
        """Records on each combination of lists."""
        rows = tuple({"at": words, "value": count} for words, count in self.overlaps.table())
        return (Picture(form="counts", title="Overlaps", unit="records", rows=rows),)


def _root(id: str, same: dict[str, str]) -> str:
    while same.get(id, id) != id:
        id = same[id]
    return id


def read_lists(file: Path) -> Overlaps:
    """A CSV table of 0/1 columns and ``count``; raises ``TableError`` with row and column."""
    if not file.is_file():
        raise TableError("the table of lists is not there", file=file)
    with file.open(encoding="utf-8-sig", newline="") as handle:
        reader = csv.DictReader(handle)
        names = [name for name in reader.fieldnames or () if name != COUNT]
        rows = [_row(row, names, file, number) for number, row in enumerate(reader, 2)]
    if not names or COUNT not in (reader.fieldnames or ()):
        expected = "a column of 0 and 1 for each list, and a column count"
        raise TableError("not a table of lists", file=file, row=1, expected=expected)
    return Overlaps.from_patterns(names, [row[:-1] for row in rows], [row[-1] for row in rows])


def _row(row: dict[str, str | None], names: list[str], file: Path, number: int) -> list[int]:
    for name in (*names, COUNT):
        cell = (row.get(name) or "").strip()
        if not cell.isdecimal() or (name != COUNT and cell not in {"0", "1"}):
            expected = "a whole number" if name == COUNT else "0 or 1"
            raise TableError(
                "a cell does not fit a table of lists",
                file=file,
                row=number,
                column=name,
                seen=cell,
                expected=expected,
            )
    return [int(row[name] or 0) for name in (*names, COUNT)]

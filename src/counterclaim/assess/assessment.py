"""One shape for every assessment: declared, validated, then run.

A kind is one file of ``kinds``: its declaration, what refuses it, what it computes, what its chart
shows. ``registry`` lists them.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from datetime import date
from functools import cached_property
from typing import Any, ClassVar, Generic, TypeVar

from counterclaim.assess.declared import Declared, Series
from counterclaim.assess.desk import Desk, NoSeries
from counterclaim.assess.picture import Picture
from counterclaim.assess.reading import Reading, Refusal
from counterclaim.model.finding import Finding, Verdict, content_hash, finding_id
from counterclaim.model.period import Period

D = TypeVar("D", bound=Declared)
Answer = Reading | Refusal
Observed = tuple[Series, date | None]
"""A series whose sources are looked at first, and the date of a declared change in it."""


class Assessment(ABC, Generic[D]):
    """A declared assessment at the desk of its case.

    ``interval`` says what its interval is of; one that is not public stays out of public exports
    unless asked for, since its numbers are easily turned against the counted.
    """

    declaration: ClassVar[type[Declared]]
    interval: ClassVar[str] = "95% interval of the ratio"
    is_public: ClassVar[bool] = True

    def __init__(self, declared: D, desk: Desk) -> None:
        self.declared, self.desk = declared, desk

    @abstractmethod
    def validate(self) -> Refusal | None:
        """Why it cannot be run, without computing anything; may raise :class:`NoSeries`."""

    @abstractmethod
    def compute(self) -> Answer:
        """The result; called only after :meth:`validate` found nothing."""

    def pictures(self, found: Answer) -> tuple[Picture, ...]:
        """What the chart shows; the data also where the assessment refused."""
        return ()

    def observed(self) -> tuple[Observed, ...]:
        """The measures whose sources are looked at before the result is said."""
        return tuple((series, None) for series in self.declared.read() if series.measure)

    @cached_property
    def window(self) -> Period:
        """The days that are looked at, both ends closed; may raise :class:`NoSeries`."""
        return self.desk.window(self.declared)

    @cached_property
    def refusal(self) -> Refusal | None:
        """The outcome of :meth:`validate`, a series that cannot be had included."""
        try:
            return self.validate()
        except NoSeries as missing:
            return missing.refusal

    @cached_property
    def answer(self) -> Answer:
        """The result, or the refusal."""
        if self.refusal is not None:
            return self.refusal
        try:
            return self.compute()
        except NoSeries as missing:
            return missing.refusal

    def run(self) -> Finding:
        """The result as a Finding: its numbers in ``figures``, its sentence in ``explanation``."""
        found, name = self.answer, self.declared.id
        numbers = numbers_of(found) | {"left_out": list(self.left_out())}
        return Finding(
            id=finding_id("assessment", [name]),
            kind=self.declared.kind,
            severity="note",
            verdict=verdict_of(found),
            explanation=found.sentence,
            settle=found.would_change,
            caveats=found.cautions if isinstance(found, Reading) else (),
            figures=numbers,
            content_hash=content_hash([name, found.sentence]),
        )

    def left_out(self) -> tuple[str, ...]:
        """Exclusions of the result, of the counting, and those that were declared."""
        measured = [series for series in self.declared.read() if series.measure]
        try:
            counted = [line for s in measured for line in self.desk.left_out(s, self.window)]
        except NoSeries:
            counted = []
        told = [*self.answer.exclusions, *counted, *self.declared.exclusions]
        return tuple(dict.fromkeys(told))


MOST_VALUES = 500
"""Longer arrays (a posterior over every possible total) are not written out in a finding."""
UNDECIDED = ("no ", "cannot", "depends", "too few", "does not", "nothing", "not reached")


def verdict_of(found: Answer) -> Verdict:
    """How a result stands among the verdicts of all findings."""
    if isinstance(found, Refusal):
        return "not_separable" if found.code == "not_separable" else "not_checkable"
    return "not_decided" if found.verdict.startswith(UNDECIDED) else "supported"


def numbers_of(found: Answer) -> dict[str, Any]:
    """Every number of a result as plain values, what could have been seen before the rest."""
    first = {
        "verdict": found.verdict,
        "n": dict(found.n),
        "window": [day.isoformat() for day in found.window] if found.window else None,
        "method": found.method,
    }
    if isinstance(found, Refusal):
        return first | {"code": found.code, "could_have_seen": found.could_have_seen}
    said = {"sentence", "would_change", "exclusions", "cautions", *first}
    rest = {name: value for name, value in vars(found).items() if name not in said}
    return first | {name: plain(value) for name, value in rest.items()}


def plain(value: Any) -> Any:
    """A value as JSON holds it; what is not finite becomes words."""
    if is_dataclass(value) and not isinstance(value, type):
        return plain(asdict(value))
    if isinstance(value, Mapping):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(part) for part in value]
    if isinstance(value, date):
        return value.isoformat()
    return _number(value)


def _number(value: Any) -> Any:
    if isinstance(value, bool | str | int) or value is None:
        return value
    if getattr(value, "ndim", 0):
        return value.tolist() if value.size <= MOST_VALUES else f"{value.size} values"
    if not hasattr(value, "__float__"):
        return str(value)
    number = float(value)
    return number if number - number == 0 else "no limit"

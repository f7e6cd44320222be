"""A case's data as the one who answers: the scope of a claim becomes a Measure that is counted.

A measure of the case that counts the same is asked first, then one that counts a group of which
the actor is a part (its high is a bound), then one made for each dataset that the case holds.
Whom the case does not know cannot be counted, and so is not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from counterclaim.check.case_measures import Match, made, matching
from counterclaim.check.data import Counted
from counterclaim.model.answer import Answer, Figure, Refusal, Status
from counterclaim.model.period import Period
from counterclaim.model.quantity import Quantity
from counterclaim.model.scope import Scope

if TYPE_CHECKING:
    from counterclaim.case import Case
    from counterclaim.count.counter import Counter
    from counterclaim.model.snapshot import Snapshot

_YEAR = 366
_COUNTED = frozenset({"killed", "acts"})
# Which refusal tells a reader most, where no dataset gives a figure.
_TELLING = (Status.NOT_SEPARABLE, Status.NOT_RECORDED, Status.REFUSED, Status.NOT_COVERED)
_UNKNOWN = Refusal(
    Status.NOT_COVERED, "not_countable", "The case's data does not count what the claim speaks of."
)


@dataclass
class CaseData:
    """Counts scopes on the snapshots of one case; the check's :class:`~.data.Count`.

    Answers are kept, since several claims of a text often share a scope.
    """

    case: Case
    _answers: dict[tuple[Scope, str], Counted] = field(default_factory=dict)
    _counters: dict[str, Counter] = field(default_factory=dict)

    def __call__(self, scope: Scope, snapshot: str | None = None) -> Counted:
        """The first figure that a measure gives for the scope, else the most telling refusal."""
        key = scope, snapshot or ""
        if key not in self._answers:
            self._answers[key] = self._count(scope, snapshot or "")
        return self._answers[key]

    def earlier(self) -> tuple[str, ...]:
        """Snapshots of which a newer one of the same dataset is there, the newest first."""
        by_dataset: dict[str, list[Snapshot]] = {}
        for snapshot in self.case.snapshots():
            by_dataset.setdefault(snapshot.dataset, []).append(snapshot)
        older = [
            snapshot
            for group in by_dataset.values()
            for snapshot in sorted(group, key=_age, reverse=True)[1:]
        ]
        return tuple(snapshot.id for snapshot in sorted(older, key=_age, reverse=True))

    def _count(self, scope: Scope, as_of: str) -> Counted:
        if scope.window is None or scope.counts not in _COUNTED:
            return Counted(_UNKNOWN)
        counter = self._counter(as_of)
        refused: list[Counted] = []
        for match in self._matches(scope, counter):
            answer, snapshot, _ = counter.answer(match.measure, scope.window)
            if isinstance(answer, Figure) and match.tells_only_why_not:
                answer = _in_some_year(counter, match, scope.window) or answer
            counted = _counted(answer, snapshot, scope, match)
            if isinstance(answer, Refusal):
                refused.append(counted)
            elif not match.tells_only_why_not:
                return counted
        return min(refused, key=_how_telling, default=Counted(_UNKNOWN))

    def _counter(self, as_of: str) -> Counter:
        from counterclaim.count.counter import Counter

        if as_of not in self._counters:
            self._counters[as_of] = Counter(self.case, as_of=as_of)
        return self._counters[as_of]

    def _matches(self, scope: Scope, counter: Counter) -> Iterator[Match]:
        declared = self.case.definitions.measures.values()
        found = matching(scope, declared, counter.roster, counter.places)
        yield from found
        if not any(match.is_whole for match in found):
            datasets = dict.fromkeys(
                s.dataset for s in self.case.snapshots() if s.table == "events"
            )
            yield from made(scope, datasets, counter.roster)


def _in_some_year(counter: Counter, match: Match, window: Period) -> Refusal | None:
    """Why the data cannot separate the part in some year of a longer window, if it cannot."""
    if window.days is None or window.days <= _YEAR:
        return None
    for year in window.split("year"):
        answer, _, _ = counter.answer(match.measure, year)
        if isinstance(answer, Refusal) and answer.status is Status.NOT_SEPARABLE:
            return answer
    return None


def _counted(answer: Answer, snapshot: Snapshot | None, scope: Scope, match: Match) -> Counted:
    from counterclaim.count.tables import titled

    version = snapshot.version if snapshot else ""
    title = titled(snapshot).removesuffix(version).strip() if snapshot else match.measure.dataset
    if isinstance(answer, Figure) and not match.is_whole:
        answer = _at_most(answer)
    return Counted(answer, title, version, tuple(_differs(scope, match)))


def _at_most(figure: Figure) -> Figure:
    """A group's figure as a bound of what one of its members did."""
    events = None if figure.events is None else Quantity(None, None, figure.events.high)
    return replace(figure, quantity=Quantity(None, None, figure.quantity.high), events=events)


def _differs(scope: Scope, match: Match) -> Iterator[str]:
    """How the definition of the count differs from the claim's, in words."""
    kinds = match.measure.kinds
    if kinds:
        yield f"counted in {', '.join(kind.replace('_', '-') for kind in kinds)} events"
    if match.counted_for:
        yield f"counted for {match.counted_for}"
    if not scope.place:
        yield "the claim names no place"


def _how_telling(counted: Counted) -> int:
    answer = counted.answer
    return _TELLING.index(answer.status) if isinstance(answer, Refusal) else -1


def _age(snapshot: Snapshot) -> tuple[str, str, str]:
    return snapshot.released, snapshot.retrieved, snapshot.id

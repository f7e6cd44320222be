"""The events that the scorecards count, as expressions that stay in the engine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from counterclaim.count.counter import Counter
from counterclaim.count.coverage import outside
from counterclaim.count.expression import Frame, matched
from counterclaim.count.questions import unanswerable
from counterclaim.count.scorecard import Scored, window_of
from counterclaim.model.event import EVENTS
from counterclaim.model.measure import Measure
from counterclaim.model.period import Period
from counterclaim.model.snapshot import Snapshot

if TYPE_CHECKING:
    from counterclaim.case import Case

# Text that a provider copied from sources: it may name persons, so it does not leave the case.
SOURCE_TEXT = ("source_names", "source_titles", "note")
PUBLIC = tuple(c.name for c in EVENTS if c.name not in SOURCE_TEXT and c.name != "row")


@dataclass(frozen=True)
class Counted:
    """The events of one snapshot that some measure of some scorecard counts."""

    snapshot: Snapshot
    counter: Counter
    events: Any

    def arrow(self, expression: Any) -> Any:
        """An expression over the events, run."""
        return self.counter.engine.arrow(expression)


def counted_rows(case: Case, scored: Sequence[Scored]) -> Iterator[Counted]:
    """One relation a snapshot; a snapshot that only gave published totals has none."""
    counter = Counter(case)
    snapshots = {s.id: s for card in scored for s in card.snapshots if s.table == "events"}
    for name in sorted(snapshots):
        snapshot = snapshots[name]
        tables = counter.tables(snapshot)
        measures = _measures(scored, snapshot)
        plans = [counter.plan(m, f"m{n}", tables) for n, m in enumerate(measures)]
        kept = [p for p in plans if not outside(snapshot, p.measure, p.actor, counter.places)]
        kept = [p for p in kept if unanswerable(tables.card, p.measure, "") is None]
        if kept:
            frame = Frame("total", _window(case, scored))
            found = matched(tables.events, tables.participants, kept, frame)
            yield Counted(snapshot, counter, found)


def _measures(scored: Sequence[Scored], snapshot: Snapshot) -> list[Measure]:
    named = {
        measure.id: measure
        for card in scored
        for measure in card.measures
        if measure.dataset == snapshot.dataset and not measure.series and not measure.difference
    }
    return list(named.values())


def _window(case: Case, scored: Sequence[Scored]) -> Period | None:
    """The days that all scorecards together cover."""
    windows = [window_of(case, card.scorecard) for card in scored]
    known = [w for w in windows if w is not None and w.start and w.end]
    if not known or len(known) < len(windows):
        return None
    first = min(w.start for w in known if w.start)
    last = max(w.end for w in known if w.end)
    return Period.of(first, last)

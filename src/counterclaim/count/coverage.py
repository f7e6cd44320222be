"""Which snapshot speaks for a measure and a period, and what no snapshot could say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from counterclaim.case.rules import Coverage
from counterclaim.errors import CaseError
from counterclaim.model.event import kind_words
from counterclaim.model.measure import Measure
from counterclaim.model.period import Period
from counterclaim.model.place import Place
from counterclaim.model.snapshot import Snapshot
from counterclaim.resolve.actors import Party
from counterclaim.resolve.places import is_known, within


@dataclass(frozen=True)
class Spoken:
    """Days, places and kinds for which a snapshot speaks that ranks higher; empty is all."""

    window: Period | None
    places: tuple[str, ...]
    kinds: tuple[str, ...]


class Reach(StrEnum):
    """How much of a period a snapshot covers."""

    WHOLE = "whole"
    PART = "part"
    NONE = "none"


def speaking(snapshots: Iterable[Snapshot], dataset: str, as_of: str = "") -> list[Snapshot]:
    """The snapshots of ``dataset`` known at ``as_of``, the one that speaks first before others.

    ``as_of`` is a date of release, ``retrieved:DATE``, or the id of a snapshot. Where the day of
    release is not known, data was not out before the last day that it covers. Final releases speak
    before candidate data, newer ones before older.
    """
    mine = [s for s in snapshots if s.dataset == dataset and _known(s, as_of)]
    return sorted(mine, key=_rank, reverse=True)


def check_as_of(as_of: str, snapshots: Iterable[Snapshot]) -> None:
    """Raises :class:`CaseError` for what is neither a date nor a snapshot of the case."""
    held = [snapshot.id for snapshot in snapshots]
    if as_of in {"", *held}:
        return
    field, _, day = as_of.rpartition(":")
    if re.fullmatch(r"\d{4}(-\d\d){0,2}", day) and field in {"", "released", "retrieved"}:
        Period.parse(day)
        return
    raise CaseError(
        "not a date of release or a snapshot of this case",
        seen=as_of,
        expected=", ".join(["2025-06-30", "retrieved:2025-06-30", *held]),
    )


def as_ruled(snapshot: Snapshot, rules: Mapping[str, Coverage]) -> Snapshot:
    """The snapshot with the coverage that ``case.yaml`` states for it or for its dataset."""
    stated = rules.get(snapshot.id) or rules.get(snapshot.dataset)
    if stated is None:
        return snapshot
    given = stated.model_dump(exclude={"note", "window"})
    changes = {field: value for field, value in given.items() if value}
    return snapshot.model_copy(
        update=changes | ({"window": stated.window} if stated.window else {})
    )


def reach(snapshot: Snapshot, period: Period) -> Reach:
    """How much of ``period`` lies in the snapshot's window."""
    if snapshot.window is None or snapshot.window.contains(period):
        return Reach.WHOLE
    return Reach.PART if snapshot.window.overlaps(period) else Reach.NONE


def spoken_for(snapshot: Snapshot, first: Iterable[Snapshot]) -> tuple[Spoken, ...]:
    """What of ``snapshot`` is left to those that speak ``first``."""
    return tuple(
        Spoken(other.window, tuple(other.places), tuple(other.kinds))
        for other in first
        if _touch(snapshot, other)
    )


def is_superseded(snapshot: Snapshot, spoken: Iterable[Spoken]) -> bool:
    """True if one of those that speak first holds all that ``snapshot`` holds."""
    return any(
        (part.window is None or (snapshot.window and part.window.contains(snapshot.window)))
        and _within(snapshot.places, part.places)
        and _within(snapshot.kinds, part.kinds)
        for part in spoken
    )


def is_whole(snapshots: Sequence[Snapshot], period: Period, named: Iterable[Snapshot] = ()) -> bool:
    """True if the snapshots cover every day of ``period`` in every place that they hold.

    Where some of them are ``named``, the places of those alone matter.
    """
    return all(
        _cover([s.window for s in snapshots if _within(places, s.places)], period)
        for places in {tuple(s.places) for s in tuple(named) or snapshots}
    )


def _touch(left: Snapshot, right: Snapshot) -> bool:
    apart = left.window and right.window and not left.window.overlaps(right.window)
    return not apart and all(
        not mine or not theirs or bool(set(mine) & set(theirs))
        for mine, theirs in ((left.places, right.places), (left.kinds, right.kinds))
    )


def _within(few: Sequence[str], many: Sequence[str]) -> bool:
    """True if ``many`` (all where it is empty) holds everything in ``few``."""
    return not many or (bool(few) and set(few) <= set(many))


def _cover(windows: Sequence[Period | None], period: Period) -> bool:
    """True if the windows together hold every day of the period."""
    left = period.start
    for window in sorted(windows, key=lambda w: (w.start if w else None) or date.min):
        if window is None or (left is None and window.start is None):
            return window is None or _ends_after(window, period)
        if left is not None and (window.start is None or window.start <= left):
            if _ends_after(window, period):
                return True
            assert window.end is not None
            left = max(left, window.end + timedelta(days=1))
    return False


def _ends_after(window: Period, period: Period) -> bool:
    return window.end is None or (period.end is not None and window.end >= period.end)


def outside(
    snapshot: Snapshot, measure: Measure, actor: Party | None, places: Sequence[Place]
) -> str:
    """Why the snapshot could not hold what is counted, or an empty string.

    An extract of some countries, classes of event or actors says nothing of the others.
    """
    kinds = set(measure.kinds) - set(snapshot.kinds)
    if snapshot.kinds and kinds and measure.kinds:
        return f"it holds {_listed(snapshot.kinds)} events only"
    listed = measure.place and is_known(measure.place, places)
    if snapshot.places and listed and not within(measure.place, snapshot.places, places):
        return f"it holds {_listed(snapshot.places)} only"
    if snapshot.actors and actor and actor.names and not (actor.names & set(snapshot.actors)):
        return f"it holds events of {_listed(snapshot.actors)} only"
    return ""


def _known(snapshot: Snapshot, as_of: str) -> bool:
    if not as_of:
        return True
    if "@" in as_of:
        return snapshot.id == as_of
    field, _, day = as_of.rpartition(":")
    last = Period.parse(day).end or date.max
    known = snapshot.retrieved if field == "retrieved" else snapshot.released
    if known:
        return known <= str(last)
    ends = snapshot.window.end if snapshot.window else None
    return ends is None or ends <= last


def _rank(snapshot: Snapshot) -> tuple[object, ...]:
    """Files of one version hold one state of the data: the fuller speaks, else the later."""
    version = tuple(int(part) for part in re.findall(r"\d+", snapshot.version))
    retrieved = snapshot.retrieved
    return (
        snapshot.stage == "final",
        snapshot.released,
        version,
        "" if version else retrieved,
        snapshot.rows,
        retrieved,
        snapshot.id,
    )


def _listed(names: Iterable[str]) -> str:
    return ", ".join(kind_words(name) for name in names)

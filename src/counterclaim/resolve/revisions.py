"""Two snapshots of one dataset compared by id: what was added, removed and changed.

A renamed actor is one change, however many rows it touches. Judgements and mappings hold on to
ids and names, so that they carry over; where the content that was judged has changed, that is said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from counterclaim.errors import CaseError
from counterclaim.model.event import EVENTS
from counterclaim.model.snapshot import Snapshot
from counterclaim.resolve.opening import Embedded, chosen
from counterclaim.resolve.records import Engine

if TYPE_CHECKING:
    from counterclaim.case import Case

COMPARED = tuple(c.name for c in EVENTS if c.name not in {"id", "row", "released"})
RENAMED_SHARE = 0.8  # of the rows that named an actor and are still there
RENAMED_ROWS = 2


@dataclass(frozen=True)
class Change:
    """A field of an event that differs, as text; empty where nothing was given."""

    event: str
    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Renaming:
    """A string for an actor that the later snapshot writes otherwise in ``events`` rows."""

    before: str
    after: str
    events: int


@dataclass(frozen=True)
class Revision:
    """What the later of two snapshots did to the earlier; everything sorted.

    ``changed`` leaves out names of actors: those are in ``renamed`` (an actor under another string
    everywhere) and ``recast`` (other participants in single events). ``outside`` counts rows of the
    earlier that the later, by its coverage, could not hold: they are not removed.
    """

    before: str
    after: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    outside: int
    changed: tuple[Change, ...]
    renamed: tuple[Renaming, ...]
    recast: tuple[Change, ...]

    @property
    def fields(self) -> Mapping[str, int]:
        """How many events changed in each field."""
        return dict(sorted(Counter(change.field for change in self.changed).items()))


def compare(case: Case, before: str, after: str, *, engine: Engine | None = None) -> Revision:
    """The revision from snapshot ``before`` to ``after`` (ids) of one dataset.

    Raises :class:`~counterclaim.errors.CaseError` for snapshots of two datasets.
    """
    one, two = chosen(case, before), chosen(case, after)
    if one.dataset != two.dataset:
        raise CaseError(
            "the snapshots are of two datasets", seen=f"{one.id}, {two.id}", expected="one dataset"
        )
    engine = engine or Embedded()
    old, new = (_table(case, s, "events", engine) for s in (one, two))
    missing, outside = _missing(engine, old, new, two)
    names = _Names(engine, _sides(case, one, engine), _sides(case, two, engine))
    renamed = names.renamed()
    return Revision(
        one.id,
        two.id,
        _ids(engine, new.anti_join(old, "id")),
        missing,
        outside,
        _changes(engine, old, new),
        renamed,
        names.recast(renamed),
    )


def _table(case: Case, snapshot: Snapshot, part: Any, engine: Engine) -> Any:
    name = "".join(c if c.isalnum() else "_" for c in snapshot.id)
    return engine.table(case.data_file(snapshot, part), f"revision_{part}_{name}")


def _sides(case: Case, snapshot: Snapshot, engine: Engine) -> Any:
    return _table(case, snapshot, "participants", engine).select("event", "side", "name").distinct()


def _ids(engine: Engine, table: Any) -> tuple[str, ...]:
    return tuple(sorted(engine.arrow(table.select("id"))["id"].to_pylist()))


def _missing(engine: Engine, old: Any, new: Any, later: Snapshot) -> tuple[tuple[str, ...], int]:
    """Rows that are gone, and how many lie outside what the later snapshot covers."""
    gone = old.anti_join(new, "id")
    covered = gone
    if later.window is not None and later.window.start:
        covered = covered.filter(covered["to"] >= later.window.start)
    if later.window is not None and later.window.end:
        covered = covered.filter(covered["from"] <= later.window.end)
    if later.places:
        covered = covered.filter(covered.country.isin(list(later.places)))
    if later.kinds:
        covered = covered.filter(covered.kind.isin(list(later.kinds)))
    kept, every = _ids(engine, covered), _ids(engine, gone)
    return kept, len(every) - len(kept)


def _changes(engine: Engine, old: Any, new: Any) -> tuple[Change, ...]:
    """Every field of the bulk schema that differs in a row that both hold."""
    both = [c for c in COMPARED if c in old.columns and c in new.columns]
    joined = old.select("id", *both).join(new.select("id", *both), "id", rname="{name}_after")
    found: list[Change] = []
    for name in both:
        one, two = joined[name], joined[f"{name}_after"]
        differs = ~one.identical_to(two)
        rows = joined.filter(differs).select(
            "id", before=one.cast("string"), after=two.cast("string")
        )
        found += [
            Change(row["id"], name, row["before"] or "", row["after"] or "")
            for row in engine.arrow(rows).to_pylist()
        ]
    return tuple(sorted(found, key=lambda c: (c.event, c.field)))


class _Names:
    """Participants of the rows that both snapshots hold, where they differ."""

    def __init__(self, engine: Engine, old: Any, new: Any) -> None:
        kept = old.select("event").distinct().semi_join(new.select("event").distinct(), "event")
        old, new = old.semi_join(kept, "event"), new.semi_join(kept, "event")
        keys = ["event", "side", "name"]
        self.dropped = engine.arrow(old.anti_join(new, keys)).to_pylist()
        self.taken_up = engine.arrow(new.anti_join(old, keys)).to_pylist()
        counts = old.group_by("name").aggregate(n=lambda t: t.event.nunique())
        self.used = {r["name"]: int(r["n"]) for r in engine.arrow(counts).to_pylist()}

    def renamed(self) -> tuple[Renaming, ...]:
        """Strings that gave way to one other string in nearly all of their rows."""
        after: dict[tuple[str, str], list[str]] = {}
        for row in self.taken_up:
            after.setdefault((row["event"], row["side"]), []).append(row["name"])
        pairs = Counter(
            (row["name"], name)
            for row in self.dropped
            for name in after.get((row["event"], row["side"]), [])
        )
        return tuple(
            sorted(
                (
                    Renaming(one, two, count)
                    for (one, two), count in pairs.items()
                    if count >= RENAMED_ROWS and count >= RENAMED_SHARE * self.used.get(one, 0)
                ),
                key=lambda r: (-r.events, r.before, r.after),
            )
        )

    def recast(self, renamed: Sequence[Renaming]) -> tuple[Change, ...]:
        """Events whose participants differ otherwise than by a renaming."""
        names = {r.before: r.after for r in renamed}
        sides: dict[tuple[str, str], tuple[set[str], set[str]]] = {}
        for at, rows in enumerate((self.dropped, self.taken_up)):
            for row in rows:
                key = (row["event"], row["side"])
                sides.setdefault(key, (set(), set()))[at].add(row["name"])
        return tuple(
            Change(event, f"side {side}", "; ".join(sorted(gone)), "; ".join(sorted(come)))
            for (event, side), (gone, come) in sorted(sides.items())
            if {names.get(name, name) for name in gone} != come
        )

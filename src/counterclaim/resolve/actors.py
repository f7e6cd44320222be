"""From an actor or group of the case to the dated strings that a dataset uses for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from counterclaim.errors import NotFound, TableError
from counterclaim.model.actor import Actor, ActorName, ActorRelation, Group
from counterclaim.model.period import Period

if TYPE_CHECKING:
    from counterclaim.case import Case

# Relations by which one actor acts beside another, so that a dataset may name only one of them.
BESIDE = frozenset({"operates_with", "contracted_by", "commands", "allied_with", "part_of"})


@dataclass(frozen=True)
class Span:
    """Strings that stand for a party within ``valid`` (``None``: at any time)."""

    valid: Period | None
    names: frozenset[str]


@dataclass(frozen=True)
class Party:
    """An actor or group as one dataset knows it; no spans if the dataset has no name for it."""

    id: str
    title: str
    spans: tuple[Span, ...]

    @property
    def names(self) -> frozenset[str]:
        """Every string, whatever its dates."""
        return frozenset().union(*(span.names for span in self.spans))


@dataclass(frozen=True)
class Roster:
    """Everybody whom the case knows: actors, their dated names and relations, and groups."""

    actors: Mapping[str, Actor]
    names: tuple[ActorName, ...]
    relations: tuple[ActorRelation, ...]
    groups: Mapping[str, Group]

    @classmethod
    def of(cls, case: Case) -> Roster:
        """The roster of a case folder.

        Raises :class:`TableError` for a name or relation of an actor whom ``actors.csv`` lacks:
        its events would be nobody's. A case without any actors may begin with names alone.
        """
        roster = cls(
            {actor.id: actor for actor in case.table("actors")},
            tuple(case.table("actor_names")),
            tuple(case.table("relations")),
            dict(case.definitions.groups),
        )
        if roster.actors:
            roster._check(case)
        return roster

    def _check(self, case: Case) -> None:
        known = {*self.actors, *self.groups}
        places = frozenset({"present_in"})
        for at, name in enumerate(self.names):
            if name.actor not in known:
                raise _nobody(case, "actor_names", at, "actor", name.actor, known)
        for at, relation in enumerate(self.relations):
            for end in ("subject", "object"):
                party = getattr(relation, end)
                elsewhere = end == "object" and relation.predicate in places
                if party not in known and not elsewhere:
                    raise _nobody(case, "relations", at, end, party, known)

    def title(self, party: str) -> str:
        """What a reader is shown for an id."""
        if party in self.groups:
            return self.groups[party].name
        return self.actors[party].name if party in self.actors else party

    def members(self, party: str) -> tuple[tuple[str, Period | None], ...]:
        """The actors that stand for ``party``, each with the time in which it does.

        A group gives its dated members; an actor gives itself and those that are part of it.
        Raises :class:`NotFound` for a name that the case does not hold.
        """
        if party not in self.actors and party not in self.groups:
            raise NotFound(
                "the case holds no such actor or group",
                seen=party,
                expected=", ".join(sorted([*self.actors, *self.groups])[:12]),
                remedy="add it to actors.csv, or to groups in case.yaml",
            )
        direct = (
            [(m.actor, m.valid) for m in self.groups[party].members]
            if party in self.groups
            else [(party, None)]
        )
        found: dict[str, Period | None] = {}
        for actor, valid in direct:
            found.setdefault(actor, valid)
            for part, when in self._parts(actor):
                found.setdefault(part, _narrower(valid, when))
        return tuple(found.items())

    def party(self, party: str, dataset: str) -> Party:
        """The strings by which ``dataset`` may name ``party``, grouped by their dates."""
        spans: dict[Period | None, set[str]] = {}
        members = dict(self.members(party))
        for name in self.names:
            if name.actor not in members or name.dataset not in {"", dataset}:
                continue
            if _are_apart(name.valid, members[name.actor]):
                continue  # the name was in use only outside the membership
            valid = _narrower(name.valid, members[name.actor])
            spans.setdefault(valid, set()).add(name.name)
        ordered = sorted(spans.items(), key=lambda item: str(item[0] or ""))
        return Party(
            party, self.title(party), tuple(Span(v, frozenset(names)) for v, names in ordered)
        )

    def are_civilians(self, party: str) -> bool:
        """True if every member of ``party`` is a kind of civilians."""
        known = [self.actors.get(actor) for actor, _ in self.members(party)]
        return all(actor is not None and actor.kind == "civilians" for actor in known)

    def present(self, party: str, window: Period | None) -> bool:
        """True unless the case dates every member of ``party`` outside ``window``."""
        return any(
            _touches(valid, window)
            and _touches(self.actors[actor].valid if actor in self.actors else None, window)
            and self._in_theatre(actor, window)
            for actor, valid in self.members(party)
        )

    def beside(self, party: str, window: Period | None = None) -> tuple[str, ...]:
        """Actors that act beside a member of ``party`` in ``window``, by the case's relations."""
        members = {actor for actor, valid in self.members(party) if _touches(valid, window)}
        found = {
            other
            for relation in self.relations
            if relation.predicate in BESIDE and _touches(relation.valid, window)
            for other in _other_ends(relation, members)
        }
        return tuple(sorted(found - members))

    def _parts(
        self, actor: str, seen: frozenset[str] = frozenset()
    ) -> Iterable[tuple[str, Period | None]]:
        for relation in self.relations:
            if relation.predicate != "part_of" or relation.object != actor:
                continue
            if relation.subject in seen or relation.subject == actor:
                continue
            yield relation.subject, relation.valid
            yield from self._parts(relation.subject, seen | {actor})

    def _in_theatre(self, actor: str, window: Period | None) -> bool:
        dated = [
            r.valid for r in self.relations if r.subject == actor and r.predicate == "present_in"
        ]
        return not dated or any(_touches(valid, window) for valid in dated)


def _nobody(
    case: Case, table: str, at: int, column: str, seen: str, known: Iterable[str]
) -> TableError:
    from counterclaim.case.cells import read_sheet
    from counterclaim.case.tables import did_you_mean, file_of

    file = file_of(case.path, table)
    return TableError(
        f"no actor or group has this id{did_you_mean(seen, known)}",
        file=file,
        row=read_sheet(file).numbers[at],
        column=column,
        seen=seen,
        expected=", ".join(sorted(known)[:12]),
        remedy="correct it, or add it to actors.csv or to groups in case.yaml",
    )


def _other_ends(relation: ActorRelation, members: set[str]) -> set[str]:
    if relation.subject in members:
        return {relation.object}
    return {relation.subject} if relation.object in members else set()


def _touches(valid: Period | None, window: Period | None) -> bool:
    return valid is None or window is None or valid.overlaps(window)


def _are_apart(left: Period | None, right: Period | None) -> bool:
    return left is not None and right is not None and not left.overlaps(right)


def _narrower(left: Period | None, right: Period | None) -> Period | None:
    if left is None or right is None:
        return left or right
    return left.intersect(right)

"""Which measures of a case count what a claim speaks of, and how to make one that does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from counterclaim.ledger.hierarchy import plain
from counterclaim.model.measure import Deaths, Measure
from counterclaim.model.place import Place
from counterclaim.model.scope import Scope

if TYPE_CHECKING:
    from counterclaim.resolve.actors import Roster

# Populations of whom a dataset may know how many of the dead they were.
_CIVILIANS = frozenset({"civilian", "civilians", "civils", "men", "women", "children", "villagers"})
_EVERYBODY = frozenset({"", "people", "persons"})
_JOINT = "; "


@dataclass(frozen=True)
class Match:
    """A measure that answers for a scope; ``counted_for`` names whom it counts instead.

    ``is_whole`` is false where it counts a group of which the claim's actor is only a part.
    """

    measure: Measure
    is_whole: bool = True
    counted_for: str = ""

    @property
    def tells_only_why_not(self) -> bool:
        """True for joint acts asked of one of the two: a figure for both is no bound for one."""
        return not self.is_whole and bool(self.measure.partner)


def matching(
    scope: Scope, measures: Iterable[Measure], roster: Roster, places: Iterable[Place]
) -> list[Match]:
    """The case's measures for the scope, those for just its actors first."""
    known, found = tuple(places), []
    for measure in measures:
        if _counts_the_same(measure, scope) and _is_place(measure.place, scope.place, known):
            match = _for_actors(measure, scope, roster)
            if match is not None:
                found.append(match)
    return sorted(found, key=lambda match: (not match.is_whole, bool(match.counted_for)))


def made(scope: Scope, datasets: Iterable[str], roster: Roster) -> Iterator[Match]:
    """A measure of just this scope for each dataset, where the case knows everybody in it."""
    deaths = _deaths_of(scope)
    actors, targets = scope.actor.split(_JOINT), scope.target.split(_JOINT)
    named = {name for name in (*actors, *targets) if name}
    known = set(roster.actors) | set(roster.groups)
    if not named or not named <= known or deaths is None or len(actors) > 2 or len(targets) > 1:
        return
    for dataset in datasets:
        yield Match(_made(scope, dataset, deaths, actors))


def _made(scope: Scope, dataset: str, deaths: Deaths, actors: list[str]) -> Measure:
    """Deaths that a side suffered are counted as its own; two actors act jointly."""
    actor, target = actors[0], scope.target
    if deaths == "suffered":
        actor, target = target, actor
    return Measure(
        id="claim",
        dataset=dataset,
        counts="acts" if scope.counts == "acts" else "killed",
        deaths=deaths,
        actor=actor,
        partner=actors[1] if len(actors) > 1 else "",
        attribution="joint" if len(actors) > 1 else "any",
        target=target,
        place=scope.place,
    )


def _deaths_of(scope: Scope) -> Deaths | None:
    """Whose deaths the scope speaks of; ``None`` where no dataset could say."""
    if scope.counts == "acts":
        return "total"
    if scope.population in _CIVILIANS:
        return "civilians"
    if scope.population not in _EVERYBODY and not scope.target:
        return None
    return "suffered" if scope.target else "inflicted"


def _counts_the_same(measure: Measure, scope: Scope) -> bool:
    """The same class, and deaths of civilians only where the claim speaks of them."""
    if measure.series or measure.difference or measure.counts != scope.counts:
        return False
    if scope.counts == "acts":
        return True
    civil = measure.deaths == "civilians" or measure.kinds == ("one_sided",)
    return civil == (scope.population in _CIVILIANS) and (civil or measure.deaths == _side(scope))


def _side(scope: Scope) -> str:
    return "inflicted" if scope.actor and scope.target else "suffered" if scope.target else "total"


def _is_place(measured: str, said: str, places: tuple[Place, ...]) -> bool:
    if plain(measured) == plain(said):
        return True
    return any(
        {plain(measured), plain(said)} <= {plain(n) for n in (p.id, p.name, *p.aliases)}
        for p in places
    )


def _for_actors(measure: Measure, scope: Scope, roster: Roster) -> Match | None:
    """How the measure's actor and partner stand to those of the claim."""
    claimed = scope.actor.split(_JOINT)
    counted = [measure.actor, *([measure.partner] if measure.partner else [])]
    if not _is_target(measure, scope.target, roster):
        return None
    if sorted(claimed) == sorted(counted):
        return Match(measure)
    named = " and ".join(roster.title(party) for party in counted)
    if len(claimed) == len(counted) == 2 and _pairs_up(roster, counted, claimed):
        return Match(measure, counted_for=named)
    asked = measure.partner or (measure.actor if measure.attribution == "any" else "")
    is_part = len(claimed) == 1 and _holds(roster, asked, claimed[0])
    return Match(measure, is_whole=False, counted_for=named) if is_part else None


def _is_target(measure: Measure, claimed: str, roster: Roster) -> bool:
    """The same target, its group, or civilians where the measure counts no other deaths."""
    if measure.target == claimed or _holds(roster, measure.target, claimed):
        return True
    civil = measure.kinds == ("one_sided",) or measure.deaths == "civilians"
    named = claimed in _CIVILIANS or (claimed in roster.actors and roster.are_civilians(claimed))
    return civil and not measure.target and named


def _pairs_up(roster: Roster, counted: list[str], claimed: list[str]) -> bool:
    straight = all(_is_or_holds(roster, c, s) for c, s in zip(counted, claimed, strict=True))
    crossed = zip(counted, reversed(claimed), strict=True)
    return straight or all(_is_or_holds(roster, c, s) for c, s in crossed)


def _is_or_holds(roster: Roster, party: str, member: str) -> bool:
    return party == member or _holds(roster, party, member)


def _holds(roster: Roster, party: str, member: str) -> bool:
    """True if ``party`` is a group that ``member`` belongs to."""
    if not party or not member or party not in roster.groups:
        return False
    return member in {actor for actor, _ in roster.members(party)}

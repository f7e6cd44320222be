"""What lies inside what, as a case knows it: actors in groups, places in countries, populations."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from counterclaim.case.folder import Case
from counterclaim.model.actor import Group, in_force
from counterclaim.model.period import Period
from counterclaim.model.place import Place
from counterclaim.model.scope import Hierarchy, closure

Parents = dict[str, set[str]]


def hierarchy(case: Case, window: Period | None = None) -> Hierarchy:
    """The case's knowledge for comparing scopes, as it held at some time in ``window``.

    Actors lie in groups that do not act jointly and in what they are ``part_of``; places in their
    first-order division and country; populations as the product's table and the case's rules say.
    Different spellings of one actor or place contain each other, which compares as the same, unless
    two of them share the spelling. Joint actors are groups marked ``joint`` and actors of claims
    that are written as several names with semicolons or plus signs.
    """
    groups = case.definitions.groups
    return Hierarchy(
        actors=closure(_actors(case, groups, window)),
        places=closure(_places(case.table("places"))),
        populations=closure(populations(case.definitions.rules.populations)),
        joint=_joint(case, groups, window),
    )


def populations(added: Mapping[str, Iterable[str]]) -> Parents:
    """The product's table of populations with what the case adds: name to containing names."""
    parents: Parents = {name: set(within) for name, within in _known_populations().items()}
    for name, within in added.items():
        parents.setdefault(name, set()).update(within)
    return parents


def _actors(case: Case, groups: Mapping[str, Group], window: Period | None) -> Parents:
    parents: Parents = defaultdict(set)
    for name, group in groups.items():
        for member in group.at(window) if not group.joint else ():
            parents[member].add(name)
    for relation in case.table("relations"):
        if relation.predicate == "part_of" and in_force(relation.valid, window):
            parents[relation.subject].add(relation.object)
    actors = case.table("actors")
    names = [(actor.id, actor.name) for actor in actors]
    names += [(n.actor, n.name) for n in case.table("actor_names") if in_force(n.valid, window)]
    names += [(name, group.name) for name, group in groups.items()]
    _alias(parents, names, {actor.id for actor in actors} | set(groups))
    return parents


def _places(places: Iterable[Place]) -> Parents:
    known = tuple(places)
    names = [(place.id, name) for place in known for name in (place.name, *place.aliases)]
    parents: Parents = defaultdict(set)
    _alias(parents, names, {place.id for place in known})
    for place in known:
        above = {place.admin1, place.country} - {"", place.id, place.name}
        parents[place.id] |= above
        if place.admin1 and place.country and place.admin1 != place.country:
            parents[place.admin1].add(place.country)
    return parents


def _alias(parents: Parents, names: Iterable[tuple[str, str]], ids: set[str]) -> None:
    """Let an id and its unambiguous spellings contain each other."""
    pairs = {(id, name) for id, name in names if name and name not in ids}
    owners = Counter(name for _, name in pairs)
    for id, name in pairs:
        if owners[name] == 1:
            parents[id].add(name)
            parents[name].add(id)


def _joint(
    case: Case, groups: Mapping[str, Group], window: Period | None
) -> dict[str, frozenset[str]]:
    marked = {id: group for id, group in groups.items() if group.joint}
    named = {n: frozenset(g.at(window)) for id, g in marked.items() for n in (id, g.name)}
    written = {side for claim in case.table("claims") for side in (claim.actor, claim.target)}
    split = {
        side: frozenset(part.strip() for part in side.replace("+", ";").split(";") if part.strip())
        for side in written
        if ";" in side or "+" in side
    }
    return {**split, **named}


@cache
def _known_populations() -> Mapping[str, tuple[str, ...]]:
    from ruamel.yaml import YAML

    text = Path(__file__).with_name("populations.yml").read_text(encoding="utf-8")
    return {name: tuple(within) for name, within in YAML(typ="safe").load(text).items()}

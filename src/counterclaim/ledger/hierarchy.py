"""What lies inside what: actors, places and populations of a ledger, closed upwards.

Joint actors (``A; B``, ``A and B``) are read where every part is an actor that the ledger knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from counterclaim.model.actor import Actor, ActorName, ActorRelation, Group
from counterclaim.model.place import Place
from counterclaim.model.scope import Hierarchy, closure

# Plain words for people, and the words that contain them. A case may add its own.
POPULATIONS: Mapping[str, tuple[str, ...]] = {
    "civilians": ("people",),
    "combatants": ("people",),
    "soldiers": ("combatants",),
    "troops": ("combatants",),
    "fighters": ("combatants",),
    "militants": ("combatants",),
    "rebels": ("combatants",),
    "insurgents": ("combatants",),
    "jihadists": ("militants",),
    "terrorists": ("militants",),
    "women": ("people",),
    "men": ("people",),
    "children": ("people",),
}
_JOINED = re.compile(r"\s*(?:;|/|\+|&|,?\s+and\s+|,?\s+et\s+)\s*")
_ARTICLE = re.compile(r"^(?:the|les|la|le)\s+|^l['’]", re.IGNORECASE)


def plain(name: str) -> str:
    """A name for comparison: without article, capitals and doubled blanks."""
    return _ARTICLE.sub("", " ".join(name.split())).casefold()


def looks_joint(name: str) -> bool:
    """True if a spelling may name several actors at once."""
    return len(_JOINED.split(name)) > 1


def known_names(
    actors: Iterable[Actor], names: Iterable[ActorName], groups: Mapping[str, Group]
) -> dict[str, str]:
    """Plain spellings to ids; an id and a main name win over an alias."""
    found: dict[str, str] = {plain(name.name): name.actor for name in names}
    found.update({plain(group.name): key for key, group in groups.items()})
    for actor in actors:
        found[plain(actor.name)] = found[plain(actor.id)] = actor.id
    return found


def place_names(places: Iterable[Place]) -> dict[str, str]:
    """Plain spellings of places to their ids."""
    found: dict[str, str] = {}
    for place in places:
        for spelling in (*place.aliases, place.name, place.id):
            found[plain(spelling)] = place.id
    return found


def parts_of(actor: str, known: Mapping[str, str]) -> frozenset[str]:
    """The actors that a joint spelling names, empty unless all of two or more are known."""
    pieces = [plain(piece) for piece in _JOINED.split(actor) if piece]
    if len(pieces) < 2 or plain(actor) in known or not all(piece in known for piece in pieces):
        return frozenset()
    return frozenset(known[piece] for piece in pieces)


def hierarchy_of(
    groups: Mapping[str, Group],
    relations: Iterable[ActorRelation],
    places: Iterable[Place],
    populations: Mapping[str, tuple[str, ...]],
    joint: Mapping[str, frozenset[str]],
) -> Hierarchy:
    """The hierarchy of a ledger; membership is taken as lasting (dates are checked elsewhere)."""
    return Hierarchy(
        actors=closure(_actor_pairs(groups, relations)),
        places=closure(_place_pairs(tuple(places))),
        populations=closure({k: set(v) for k, v in {**POPULATIONS, **populations}.items()}),
        joint=joint,
    )


def _actor_pairs(
    groups: Mapping[str, Group], relations: Iterable[ActorRelation]
) -> dict[str, set[str]]:
    pairs: dict[str, set[str]] = {}
    for key, group in groups.items():
        for member in () if group.joint else group.members:
            pairs.setdefault(member.actor, set()).add(key)
    for relation in relations:
        if relation.predicate == "part_of":
            pairs.setdefault(relation.subject, set()).add(relation.object)
    return pairs


def _place_pairs(places: tuple[Place, ...]) -> dict[str, set[str]]:
    ids = place_names(places)
    pairs: dict[str, set[str]] = {}
    for place in places:
        above = {ids.get(plain(name), plain(name)) for name in (place.admin1, place.country)}
        pairs.setdefault(place.id, set()).update(above - {"", place.id})
    return pairs

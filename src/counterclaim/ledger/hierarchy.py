"""What lies inside what: actors, places and populations of a ledger, closed upwards.

Joint actors (``A; B``, ``A and B``) are read where every part is an actor that the ledger knows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from counterclaim.case.hierarchy import populations as all_populations
from counterclaim.model.actor import Actor, ActorName, ActorRelation, Group
from counterclaim.model.period import Period
from counterclaim.model.place import Place
from counterclaim.model.scope import Hierarchy, closure

_JOINED = re.compile(r"\s*(?:;|/|\+|&|,?\s+and\s+|,?\s+et\s+)\s*")
_ARTICLE = re.compile(r"^(?:the|les|la|le)\s+|^l['’]", re.IGNORECASE)
# Who is no longer, or not known to be, what the last word says lies in no sort of people.
_NOT_SO = re.compile(r"^(?:non|ex|former|alleged|suspected|would-be|pro|anti)\b")
_EVERYBODY = "people"
_MANY = {"man": "men", "woman": "women", "child": "children", "person": "people"}
_ALSO = {"persons": "people", "individuals": "people", "individual": "people"}


@lru_cache(maxsize=100_000)
def plain(name: str) -> str:
    """A name for comparison: without article, accents, capitals and doubled blanks."""
    bare = _ARTICLE.sub("", " ".join(name.split())).casefold()
    if bare.isascii():
        return bare
    return "".join(c for c in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(c))


def people(spelling: str, known: Container[str]) -> str:
    """A plain word for people as the table of populations has it: "civilian" is "civilians"."""
    *before, last = spelling.split(" ")
    many = _ALSO.get(last) or _MANY.get(last, last)
    for spelled in (spelling, " ".join((*before, many)), f"{spelling}s"):
        if spelled in known:
            return spelled
    return spelling


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
    populations: Mapping[str, Iterable[str]],
    joint: Mapping[str, frozenset[str]],
    pooled: Iterable[str] = (),
) -> Hierarchy:
    """The hierarchy of a ledger, with the dates of memberships.

    ``populations`` adds to the product's table; ``pooled`` are populations as claims spell them,
    of which "women and children" contains both and lies in what contains both.
    """
    links = tuple(_memberships(groups, relations))
    pairs: dict[str, set[str]] = {}
    for link in links:
        pairs.setdefault(link.part, set()).add(link.whole)
    above = closure(pairs)
    return Hierarchy(
        actors=above,
        places=closure(_place_pairs(tuple(places))),
        populations=_with_pooled(closure(all_populations(populations)), pooled),
        joint=joint,
        since=_dates(above, links),
    )


def _with_pooled(
    known: dict[str, frozenset[str]], spellings: Iterable[str]
) -> dict[str, frozenset[str]]:
    """The populations, with those that name several of them at once, and words of no table."""
    found = dict(known)
    for spelling in sorted(set(spellings) - {""} - known.keys()):
        parts = [people(plain(part), known) for part in _JOINED.split(spelling)]
        if len(parts) < 2 or not all(part in known for part in parts):
            found[spelling] = _sort_of(spelling, known)
            continue
        found[spelling] = frozenset.intersection(*(known[part] for part in parts)) - set(parts)
        for part in parts:
            found[part] = found[part] | {spelling}
    return found


def _sort_of(spelling: str, known: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """What a word of no table lies in: "unarmed civilians" are civilians, "worshippers" people."""
    words = spelling.split()
    for at in range(1, len(words)):
        sort = people(" ".join(words[at:]), known)
        if sort in known and not _NOT_SO.match(spelling):
            return known[sort] | {sort}
    return frozenset({_EVERYBODY})


@dataclass(frozen=True)
class _Membership:
    """One actor in one group or other actor; ``valid`` is when, ``None`` always."""

    part: str
    whole: str
    valid: Period | None


def _memberships(
    groups: Mapping[str, Group], relations: Iterable[ActorRelation]
) -> Iterator[_Membership]:
    for key, group in groups.items():
        for member in () if group.joint else group.members:
            yield _Membership(member.actor, key, member.valid)
    for relation in relations:
        if relation.predicate == "part_of":
            yield _Membership(relation.subject, relation.object, relation.valid)


def _dates(
    above: Mapping[str, frozenset[str]], links: tuple[_Membership, ...]
) -> dict[tuple[str, str], tuple[Period, ...]]:
    """The dates of every pair that some dated membership makes, the shortest chain first.

    A chain of memberships holds while all of its links do; a pair that holds always is left out.
    """
    found: dict[tuple[str, str], tuple[Period, ...]] = {}
    for part, wholes in above.items():
        for whole in wholes if any(link.valid for link in links) else ():
            spans = tuple(_chains(part, whole, None, links, frozenset({part})))
            if spans and None not in spans:
                found[part, whole] = tuple(span for span in spans if span is not None)
    return found


def _chains(
    part: str,
    whole: str,
    valid: Period | None,
    links: tuple[_Membership, ...],
    seen: frozenset[str],
) -> Iterator[Period | None]:
    for link in links:
        if link.part != part or link.whole in seen:
            continue
        shared = _shared(valid, link.valid)
        if shared is not None or (valid is None and link.valid is None):
            if link.whole == whole:
                yield shared
            else:
                yield from _chains(link.whole, whole, shared, links, seen | {link.whole})


def _shared(left: Period | None, right: Period | None) -> Period | None:
    if left is None or right is None:
        return left or right
    return left.intersect(right)


def _place_pairs(places: tuple[Place, ...]) -> dict[str, set[str]]:
    ids = place_names(places)
    pairs: dict[str, set[str]] = {}
    for place in places:
        above = {ids.get(plain(name), plain(name)) for name in (place.admin1, place.country)}
        pairs.setdefault(place.id, set()).update(above - {"", place.id})
        region, country = (ids.get(plain(n), plain(n)) for n in (place.admin1, place.country))
        if region and country and region != country:
            pairs.setdefault(region, set()).add(country)
    return pairs

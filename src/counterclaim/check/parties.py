"""Who is a party to the conflict: actors of the case, sides of the claims, and plain words."""

from __future__ import annotations

import re
from functools import lru_cache

from counterclaim.ledger import Ledger
from counterclaim.ledger.hierarchy import plain

_FORCES = re.compile(
    r"\b(?:army|military|armed forces|troops|soldiers|police|gendarmerie|air force|navy|junta|"
    r"government|ministry|minister|presidency|militia|rebels?|insurgents?|jihadists?|militants?|"
    r"armée|gouvernement|ministère|militaires?|rebelles?)\b",
    re.IGNORECASE,
)
_OUTSIDE = re.compile(
    r"\b(?:rights?|human|watch|amnesty|un|u\.n\.|united nations|onu|onus|ngo|ong|monitor|"
    r"observatory|report|witness(?:es)?|residents?|locals?|experts?|analysts?|sources?|media|medics|doctors|"
    r"hospital|red cross|survivors?|investigation)\b",
    re.IGNORECASE,
)
_PARTY_KINDS = frozenset({"state", "state_forces", "company", "rebel", "militia"})
# Words that name state forces in a headline without saying whose.
GENERIC = re.compile(r"\b(?:army|military|armed forces|soldiers|troops|armée|militaires)\b", re.I)


def is_party(ledger: Ledger, speaker: str) -> bool:
    """True if this speaker fights, or governs those who do; observers are not parties."""
    if _OUTSIDE.search(speaker):
        return False
    if plain(speaker) in ledger.place_spellings:
        return True  # a state called by its name
    ids = named_in(ledger, speaker)
    return bool(ids & _parties(ledger)) or bool(_FORCES.search(speaker))


def named_in(ledger: Ledger, words: str) -> frozenset[str]:
    """The known actors that these words name, as ids; a state called by its place is not one."""
    lowered, places = plain(words), ledger.place_spellings
    return frozenset(
        id
        for spelling, id in ledger.spelled.items()
        if spelling not in places and _pattern(spelling).search(lowered)
    )


def of_claim(ledger: Ledger, *names: str) -> frozenset[str]:
    """The ids of these actors, their members, and what they are part of."""
    ids = {member for name in names if name for member in ledger.members(ledger.actor_id(name))}
    above = {up for id in ids for up in ledger.hierarchy.actors.get(id, ())}
    below = {down for down, ups in ledger.hierarchy.actors.items() if ups & ids}
    return frozenset(ids | above | below)


def is_forces(ledger: Ledger, ids: frozenset[str]) -> bool:
    """True if one of these actors is an army or the like; a listed kind decides over a name."""
    kinds = {actor.id: actor.kind for actor in ledger.actors if actor.kind}
    if any(kinds.get(id) in {"state_forces", "state"} for id in ids):
        return True
    unlisted = {id for id in ids if id not in kinds and id not in ledger.groups}
    names = unlisted | {ledger.titles.get(id, id) for id in unlisted}
    return any(GENERIC.search(name) or "forces" in name.casefold() for name in names)


def _parties(ledger: Ledger) -> frozenset[str]:
    listed = {actor.id for actor in ledger.actors if actor.kind in _PARTY_KINDS}
    outside = {actor.id for actor in ledger.actors if actor.kind in {"civilians", "other"}}
    return frozenset((listed | ledger.acting) - outside)


@lru_cache(maxsize=4096)
def _pattern(spelling: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(spelling)}(?!\w)")

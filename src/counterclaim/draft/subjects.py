"""Who stands as subject or agent of the verb that harms, as the parser and "by" tell."""

from __future__ import annotations

from collections.abc import Sequence

from counterclaim.draft.bystanders import RECORDS
from counterclaim.draft.figures import Figure, Reading
from counterclaim.draft.language import singular
from counterclaim.draft.language_parse import Parsed
from counterclaim.draft.leads import ACTS, ARTICLES, BETWEEN, lead_of, owner_of_act
from counterclaim.draft.names import OWN, Mention, is_observer
from counterclaim.draft.scope import Measured
from counterclaim.draft.word_lists import word_list

MUTUAL = word_list("actors_mutual")


def parsed_doer(
    reading: Reading, figure: Figure, measured: Measured, named: Sequence[Mention], parsed: Parsed
) -> str | None:
    """What the parser gives as doer: a name, persons, an empty string for none, ``None`` for
    no subject in the sentence."""
    verb = _governing_verb(reading, figure)
    number = reading.tokens[figure.number[0]]
    start = reading.tokens[verb].start if verb is not None else -1
    if start < 0:
        start, role = parsed.governor(number.start)
        if start < 0 or role == "subject":
            return None
        if reading.words.language == "en" and measured.counts.value in ("people", "places"):
            return None
    if _only_tells(reading, start):
        return None
    span = parsed.subject(start)
    if span is None or span[0] <= number.start < span[1]:
        return None
    inside = [k for k, t in enumerate(reading.tokens) if span[0] <= t.start and t.end <= span[1]]
    found = _doer_of_phrase(reading, inside, named) if inside else None
    if found is None and inside:
        found = _behind_act(reading, inside, named, parsed)
    return found


def agent_of_harm(reading: Reading, figure: Figure, mentions: Sequence[Mention]) -> str | None:
    """ "Seized by Iran", "killed by masked gunmen": who stands behind "by" at the verb of harm."""
    verb = _governing_verb(reading, figure)
    if verb is None or reading.words.language != "en":
        return None
    low = reading.tokens[verb + 1].low if verb + 1 < len(reading.tokens) else ""
    at = verb + 1 if low == "by" else -1
    if at < 0 or verb < figure.first:
        return None
    armed = [m for m in mentions if at < m.first <= at + 3 and not is_observer(m.name)]
    if armed:
        between = reading.tokens[at + 1 : armed[0].first]
        clear = all(t.low in BETWEEN | ARTICLES for t in between)
        return armed[0].name if clear and armed[0].kind != "place" else None
    return _phrase_of_fighters(reading, at + 1)


_DOERS = ("ers", "ists", "ants")


def _phrase_of_fighters(reading: Reading, first: int) -> str | None:
    """ "Masked gunmen", "local militiamen": the words up to the first noun of fighters."""
    for at in range(first, min(first + 4, len(reading.tokens))):
        if not reading.tokens[at].is_word:
            return None
        low = reading.tokens[at].low
        if reading.words.noun_class(low) == "combatants" or low.endswith(_DOERS):
            start = first + (reading.tokens[first].low in ARTICLES and at > first)
            return " ".join(t.text for t in reading.tokens[start : at + 1])
    return None


def _only_tells(reading: Reading, start: int) -> bool:
    """ "The clinic recorded 40 deaths": the subject tells, it does no harm."""
    return any(t.start == start and t.low in _NOT_DOING for t in reading.tokens)


def _behind_act(
    reading: Reading, inside: list[int], named: Sequence[Mention], parsed: Parsed
) -> str | None:
    """Whose act it was: "carrying out three attacks resulting in 47 deaths"; "" if unsaid."""
    lows = [reading.tokens[k].low for k in inside]
    if not any(low in ACTS for low in lows):
        return None
    act = next(k for k in inside if reading.tokens[k].low in ACTS)
    start, role = parsed.governor(reading.tokens[act].start)
    span = parsed.subject(start) if role == "object" else None
    owner = [
        k for k, t in enumerate(reading.tokens) if span and span[0] <= t.start and t.end <= span[1]
    ]
    return (
        (_doer_of_phrase(reading, owner, named) if owner else None)
        or owner_of_act(reading, named, "")
        or ""
    )


def is_acting(reading: Reading, figure: Figure, parsed: Parsed) -> bool:
    """The figure counts the subject of an active verb: "40 tanks crossed the river"."""
    start, role = parsed.governor(reading.tokens[figure.number[0]].start)
    return start >= 0 and role == "subject" and not parsed.is_passive(start)


def _joined(reading: Reading, within: list[Mention]) -> str:
    """The first name, and the second where only "and" stands between."""
    first, *rest = within
    between = [t.low for t in reading.tokens[first.last + 1 : rest[0].first]] if rest else [""]
    both = rest and all(low in ("and", "&", "the", ",") for low in between) and "and" in between
    return f"{first.name} and {rest[0].name}" if both and rest[0].name != first.name else first.name


def _governing_verb(reading: Reading, figure: Figure) -> int | None:
    """The token of the verb of harm that has the figure as object or subject."""
    harm = reading.harm_done_to(figure)
    return harm.at if harm and not harm.is_noun else None


def _can_harm(reading: Reading, at: int) -> bool:
    """Fighters, and machines of war; a bus that explodes harms nobody by itself."""
    low = reading.tokens[at].low
    found = reading.words.noun_class(low)
    return found == "combatants" or singular(low, reading.words.language) in _MACHINES_OF_WAR


_MACHINES_OF_WAR = word_list("subjects_machines")


def _doer_of_phrase(reading: Reading, inside: list[int], named: Sequence[Mention]) -> str | None:
    """The name within a subject; persons as written; "" for an act without an owner."""
    within = [m for m in named if inside[0] <= m.first and m.last <= inside[-1]]
    within = [
        m
        for m in within
        if lead_of(reading, m) not in ("in", "near", "at", "from") or m.first == inside[0]
    ]
    lows = [reading.tokens[k].low for k in inside]
    after = reading.tokens[inside[-1] + 1].low if inside[-1] + 1 < len(reading.tokens) else ""
    if after == ":" or set(lows) & RECORDS:
        return None
    if within:
        return _joined(reading, within)
    if lows in (["it"], ["they"]):
        return OWN
    acts = any(low in ACTS or reading.words.noun_class(low) == "acts" for low in lows)
    if acts or set(lows) & {"it", "they", "he", "she", "who", "which", "that"}:
        return None
    head = [k for k in inside if _can_harm(reading, k)]
    if any(f.number[0] in inside for f in reading.figures) and not any(
        reading.words.noun_class(reading.tokens[k].low) == "combatants" for k in inside
    ):
        return None  # "six jets destroyed": those counted
    if any(h.binds == "left" and 0 < h.at - inside[-1] <= 2 for h in reading.harms):
        return None
    ordinals = any(f.kind == "ordinal" and f.number[0] in inside for f in reading.figures)
    if (
        ordinals
        or set(lows) & MUTUAL
        or not head
        or any(reading.words.noun_class(low) == "people" for low in lows)
    ):
        return None
    first = inside[0]
    while first < min(3, head[-1]) and reading.tokens[first].text.isupper():
        first += 1  # "KABUL A suicide bomber": the dateline
    first += reading.tokens[first].low in ("the", "a", "an", "its", "their", "his")
    return " ".join(reading.tokens[k].text for k in range(first, inside[-1] + 1))


_NOT_DOING = word_list("actors_not_doing")

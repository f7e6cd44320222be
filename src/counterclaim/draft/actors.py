"""Who did what a figure counts, and to whom: from names, prepositions and the verb's sides."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from counterclaim.draft.figures import Figure, Reading
from counterclaim.draft.harm import harm_of
from counterclaim.draft.language_parse import Parsed
from counterclaim.draft.names import OWN, Mention, gazetteer, is_observer
from counterclaim.draft.scope import Measured
from counterclaim.draft.voice import Frame
from counterclaim.draft.word_lists import word_list

_MUTUAL = word_list("actors_mutual")
_OWNED = word_list("actors_owned")
_ACTS = word_list("actors_acts")
_DID = word_list("actors_did")
_AGAINST = frozenset(["against", "on", "targeting", "contre", "sur", "visant", "at"])
_BY = frozenset(["by", "par"])
_NOT_SUBJECT = word_list("actors_not_subject")
_LOSS = frozenset(["lost", "lose", "losing", "suffered", "perdu", "suffering", "losses"])


@dataclass(frozen=True, slots=True)
class Sides:
    """Actor and target as the text names them, empty where it does not; where each came from."""

    actor: str = ""
    target: str = ""


def sides(
    reading: Reading,
    figure: Figure,
    measured: Measured,
    mentions: Sequence[Mention],
    parsed: Parsed | None = None,
    frames: Sequence[Frame] = (),
) -> Sides:
    """Actor and target of what the figure counts, as far as its own sentence tells.

    Who only speaks in it, by one of ``frames``, did nothing.
    """
    named = [m for m in mentions if m.kind in ("group", "state", "generic")]
    if measured.counts.value != "troops":
        named = [m for m in named if not any(f.first <= m.first <= f.last for f in frames)]
    named = [m for m in named if not _counted(reading, figure, m) and not _people_of(m)]
    named = [m for m in named if not is_observer(m.name)]
    if measured.counts.value != "troops":
        named = [m for m in named if not _is_scene(reading, m) and not _holds(reading, m)]
        named = [m for m in named if not _is_record(reading, m) and not _heads_list(reading, m)]
    own = _within_noun_phrase(reading, figure, measured, named)
    kind = measured.counts.value
    doer = _agent_of_harm(reading, figure, measured, mentions)
    if doer is None and parsed:
        doer = _parsed_doer(reading, figure, measured, named, parsed)
    if doer is not None and kind not in ("troops", "share"):
        lost = _suffered(reading, figure)
        return Sides("", own or doer) if lost else Sides(doer, own if own != doer else "")
    if (
        parsed
        and own
        and kind in ("vehicles", "other", "sites")
        and _acting(reading, figure, parsed)
    ):
        return Sides(own)
    if kind in ("troops", "share"):
        return Sides(
            own
            or (doer or "")
            or _in_control(reading, named)
            or _subject(reading, figure.first, named, own)
            or _of(reading, figure, named)
        )
    if kind == "acts":
        return _of_acts(reading, figure, named, own, parsed)
    return _of_harm(reading, figure, named, own)


def _in_control(reading: Reading, named: Sequence[Mention]) -> str:
    """ "20% was under Taliban control", "10% in rebel hands": who holds what is shared."""
    for mention in named:
        after = [t.low for t in reading.tokens[mention.last + 1 : mention.last + 3]]
        if set(after) & {"control", "hands", "rule"}:
            return mention.name
    return ""


def _is_scene(reading: Reading, mention: Mention) -> bool:
    """ "The war in Ruritania": the state is where it happened, not who acted."""
    return mention.kind == "state" and _lead_of(reading, mention) in _SCENE_LEADS


def _is_record(reading: Reading, mention: Mention) -> bool:
    """ "Police records", "the army's figures": a source and no doer."""
    after = [t.low for t in reading.tokens[mention.last + 1 : mention.last + 3] if t.low != "'s"]
    return bool(after) and after[0] in _RECORDS


_RECORDS = word_list("actors_records")


def _heads_list(reading: Reading, mention: Mention) -> bool:
    """ "Government soldiers: 361 killed": those before a colon are the ones counted."""
    after = reading.tokens[mention.last + 1].low if mention.last + 1 < len(reading.tokens) else ""
    return after == ":" and any(0 < f.first - mention.last <= 4 for f in reading.figures)


def _holds(reading: Reading, mention: Mention) -> bool:
    """ "Rebel-held villages", "areas held by the army": who holds a place did nothing there."""
    after = [t.low for t in reading.tokens[mention.last + 1 : mention.last + 3]]
    before = [t.low for t in reading.tokens[max(0, mention.first - 4) : mention.first]]
    behind = [low for low in before if low not in ("the", "a", "les", "le", "la")][-2:]
    held = len(behind) == 2 and behind[1] in _BY and behind[0] in _HOLDING
    return held or (len(after) == 2 and after[0] == "-" and after[1] in _HOLDING)


_HOLDING = word_list("actors_holding")
_SCENE_LEADS = frozenset(["in", "near", "at", "across", "inside", "into", "throughout", "en", "au"])


def _parsed_doer(
    reading: Reading, figure: Figure, measured: Measured, named: Sequence[Mention], parsed: Parsed
) -> str | None:
    """What the parser gives as doer: a name, persons, an empty string for none, ``None`` for
    no subject in the sentence."""
    verb = _governing_verb(reading, figure, measured)
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


def _agent_of_harm(
    reading: Reading, figure: Figure, measured: Measured, mentions: Sequence[Mention]
) -> str | None:
    """ "Seized by Iran", "killed by masked gunmen": who stands behind "by" at the verb of harm."""
    verb = _governing_verb(reading, figure, measured)
    if verb is None or reading.words.language != "en":
        return None
    low = reading.tokens[verb + 1].low if verb + 1 < len(reading.tokens) else ""
    at = verb + 1 if low == "by" else -1
    if at < 0 or verb < figure.first:
        return None
    armed = [m for m in mentions if at < m.first <= at + 3 and not is_observer(m.name)]
    if armed:
        between = reading.tokens[at + 1 : armed[0].first]
        clear = all(t.low in _BETWEEN | _ARTICLES for t in between)
        return armed[0].name if clear and armed[0].kind != "place" else None
    return _phrase_of_fighters(reading, at + 1)


_ARTICLES = frozenset(
    ["the", "a", "an", "suspected", "alleged", "unidentified", "unknown", "armed"]
)


_DOERS = ("ers", "ists", "ants")


def _phrase_of_fighters(reading: Reading, first: int) -> str | None:
    """ "Masked gunmen", "local militiamen": the words up to the first noun of fighters."""
    for at in range(first, min(first + 4, len(reading.tokens))):
        if not reading.tokens[at].is_word:
            return None
        low = reading.tokens[at].low
        if reading.words.noun_class(low) == "combatants" or low.endswith(_DOERS):
            start = first + (reading.tokens[first].low in _ARTICLES and at > first)
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
    if not any(low in _ACTS for low in lows):
        return None
    act = next(k for k in inside if reading.tokens[k].low in _ACTS)
    start, role = parsed.governor(reading.tokens[act].start)
    span = parsed.subject(start) if role == "object" else None
    owner = [
        k for k, t in enumerate(reading.tokens) if span and span[0] <= t.start and t.end <= span[1]
    ]
    return (
        (_doer_of_phrase(reading, owner, named) if owner else None)
        or _owner_of_act(reading, named, "")
        or ""
    )


def _acting(reading: Reading, figure: Figure, parsed: Parsed) -> bool:
    start, role = parsed.governor(reading.tokens[figure.number[0]].start)
    return start >= 0 and role == "subject" and not parsed.is_passive(start)


def _joined(reading: Reading, within: list[Mention]) -> str:
    """The first name, and the second where only "and" stands between."""
    first, *rest = within
    between = [t.low for t in reading.tokens[first.last + 1 : rest[0].first]] if rest else [""]
    both = rest and all(low in ("and", "&", "the", ",") for low in between) and "and" in between
    return f"{first.name} and {rest[0].name}" if both and rest[0].name != first.name else first.name


def _governing_verb(reading: Reading, figure: Figure, measured: Measured) -> int | None:
    """The token of the verb of harm that has the figure as object or subject."""
    spans = [f.number for f in reading.figures]
    harm = harm_of(reading.tokens, *figure.number, reading.harms, spans, reading.words)
    if harm and not harm.is_noun:
        return harm.at
    return None


def _doer_of_phrase(reading: Reading, inside: list[int], named: Sequence[Mention]) -> str | None:
    """The name within a subject; persons as written; "" for an act without an owner."""
    within = [m for m in named if inside[0] <= m.first and m.last <= inside[-1]]
    within = [
        m
        for m in within
        if _lead_of(reading, m) not in ("in", "near", "at", "from") or m.first == inside[0]
    ]
    lows = [reading.tokens[k].low for k in inside]
    after = reading.tokens[inside[-1] + 1].low if inside[-1] + 1 < len(reading.tokens) else ""
    if after == ":" or set(lows) & _RECORDS:
        return None
    if within:
        return _joined(reading, within)
    if lows in (["it"], ["they"]):
        return OWN
    if set(lows) & {"it", "they", "he", "she", "who", "which", "that"} or any(
        low in _ACTS for low in lows
    ):
        return None
    head = [
        k
        for k in inside
        if reading.words.noun_class(reading.tokens[k].low) in ("combatants", "vehicles", "acts")
    ]
    if any(h.binds == "left" and 0 < h.at - inside[-1] <= 2 for h in reading.harms):
        return None
    ordinals = any(f.kind == "ordinal" and f.number[0] in inside for f in reading.figures)
    if (
        ordinals
        or set(lows) & _MUTUAL
        or not head
        or any(reading.words.noun_class(low) == "people" for low in lows)
    ):
        return None
    first = inside[0]
    while first < min(3, head[-1]) and reading.tokens[first].text.isupper():
        first += 1  # "KABUL A suicide bomber": the dateline
    first += reading.tokens[first].low in ("the", "a", "an", "its", "their", "his")
    return " ".join(reading.tokens[k].text for k in range(first, inside[-1] + 1))


def _counted(reading: Reading, figure: Figure, mention: Mention) -> bool:
    """The mention is what another figure counts: "53 soldiers"."""
    return mention.kind == "generic" and any(
        0 < mention.first - f.number[1] <= 2 for f in reading.figures
    )


def suffered_by(reading: Reading, figure: Figure, mentions: Sequence[Mention]) -> str:
    """The side whose loss the figure counts: named in it, or in "X's losses at ..."."""
    for mention in mentions:
        if mention.kind not in ("group", "state"):
            continue
        following = [t.low for t in reading.tokens[mention.last + 1 : mention.last + 3]]
        if mention.last < figure.first and any(
            low in ("losses", "casualties", "deaths", "fatalities") for low in following
        ):
            return mention.name
    return ""


def _people_of(mention: Mention) -> bool:
    """A bare word for a people in the plural ("Palestinians") acts as no side."""
    lists = gazetteer()
    low = mention.name.lower()
    return mention.kind == "state" and low.endswith("s") and low[:-1] in lists.countries


def _of_acts(
    reading: Reading,
    figure: Figure,
    named: Sequence[Mention],
    own: str,
    parsed: Parsed | None,
) -> Sides:
    actor = own or _after(reading, figure.last, named, _BY, 8) or _claimant(reading, named)
    if not (parsed and reading.words.language == "en"):
        actor = actor or _subject(reading, figure.first, named, "")
    target = _after(reading, figure.last, named, _AGAINST, 8)
    return Sides(actor, target if target != actor else "")


def _of_harm(reading: Reading, figure: Figure, named: Sequence[Mention], own: str) -> Sides:
    spans = [f.number for f in reading.figures]
    harm = harm_of(reading.tokens, *figure.number, reading.harms, spans, reading.words)
    if _suffered(reading, figure):
        return Sides("", own or _subject(reading, figure.first, named, ""))
    actor = _after(reading, harm.at if harm else figure.last, named, _BY, 14)
    actor = actor or _fought(reading, named, own) or _claimant(reading, named)
    actor = actor or _responsible(reading, figure, named) or _owner_of_act(reading, named, own)
    if not actor and harm and harm.binds == "right":
        actor = _subject(reading, harm.at, named, own)
    actor = actor or _doer(reading, figure, named, own) or _only_other(reading, named, own)
    return Sides(actor, own if own != actor else "")


def _only_other(reading: Reading, named: Sequence[Mention], own: str) -> str:
    """ "IRA activity rose, with thirty British soldiers killed": the one other side named."""
    others = {m.name for m in named if m.kind == "group" and m.name != own}
    return others.pop() if own and len(others) == 1 else ""


def _fought(reading: Reading, named: Sequence[Mention], own: str) -> str:
    """ "Six soldiers died in clashes with militants"; "clashes between A and B killed 20"."""
    for mention in named:
        before = [t.low for t in reading.tokens[max(0, mention.first - 4) : mention.first]]
        before = [low for low in before if low not in _BETWEEN | _ARTICLES]
        if before[-1:] == ["with"] and set(before[-3:-1]) & _MUTUAL and mention.name != own:
            return mention.name
    return ""


def _responsible(reading: Reading, figure: Figure, named: Sequence[Mention]) -> str:
    """ "The group was responsible for over 500 killings"."""
    lows = [t.low for t in reading.tokens[: figure.first]]
    if "responsible" not in lows or lows[lows.index("responsible") + 1 :][:1] != ["for"]:
        return ""
    before = [m for m in named if m.first < lows.index("responsible")]
    return before[-1].name if before else ""


def _claimant(reading: Reading, named: Sequence[Mention]) -> str:
    """ "X claimed responsibility for the attack that killed 10"."""
    lows = [t.low for t in reading.tokens]
    if "responsibility" not in lows or set(lows) & {"no", "nobody", "denied", "deny", "not"}:
        return ""
    at = lows.index("responsibility")
    before = [m for m in named if at - 8 <= m.first < at]
    return before[-1].name if before else ""


def _suffered(reading: Reading, figure: Figure) -> bool:
    """ "X lost 15 vehicles": the subject is the one who lost."""
    before = [t.low for t in reading.tokens[max(0, figure.first - 4) : figure.first]]
    if any(low in _LOSS for low in before):
        return True
    row = [f for f in reading.figures if f.kind == figure.kind]
    at = row.index(figure) if figure in row else 0
    return (
        at > 0 and _listed_after(reading, row[at - 1], figure) and _suffered(reading, row[at - 1])
    )


def _listed_after(reading: Reading, one: Figure, other: Figure) -> bool:
    """ "Lost 4 tanks, 2 boats and 30 men": only a noun and a sign of a list between two figures."""
    between = [t.low for t in reading.tokens[one.last + 1 : other.first]]
    signs = between[-1:] in ([","], ["and"], ["et"])
    return signs and len(between) <= 6 and not any(low in _DID for low in between)


def _within_noun_phrase(
    reading: Reading, figure: Figure, measured: Measured, named: Sequence[Mention]
) -> str:
    """ "47 rebel fatalities", "1,500 Ruritanian troops": a name between number and noun."""
    first, last = figure.number[1], (measured.noun_at or figure.number[1]) + 2
    inside = [m for m in named if first < m.first <= last and _distance_ok(reading, first, m)]
    return inside[0].name if inside and inside[0].kind != "generic" else ""


def _distance_ok(reading: Reading, first: int, mention: Mention) -> bool:
    between = [t.low for t in reading.tokens[first + 1 : mention.first]]
    return all(
        low in ("of", "the", "other", "more", "de", "d'", "des", "du", "us", "former")
        or len(between) < 2
        for low in between
    ) and not any(low in _BY | {"in", ",", "and", "against"} for low in between)


def _of(reading: Reading, figure: Figure, named: Sequence[Mention]) -> str:
    """ "80% of the X", "troops from X"."""
    return _after(reading, figure.last, named, frozenset(("of", "from", "de", "du")), 6)


def _after(
    reading: Reading, at: int, named: Sequence[Mention], leads: frozenset[str], reach: int
) -> str:
    """The first name after token ``at`` that one of ``leads`` introduces."""
    for mention in named:
        if at < mention.first <= at + reach + 6:
            before = _lead_of(reading, mention)
            if before in leads and not (leads is _BY and _no_agent(reading, mention)):
                return mention.name
            if leads is _BY and _blamed(reading, mention):
                return mention.name
    return ""


def _blamed(reading: Reading, mention: Mention) -> bool:
    """ "Attributed to X", "blamed on X", "at the hands of X"."""
    before = [t.low for t in reading.tokens[max(0, mention.first - 4) : mention.first]]
    pairs = {("attributed", "to"), ("blamed", "on"), ("hands", "of"), ("attribué", "à"),
             ("attribuée", "à"), ("imputé", "à"), ("imputées", "à")}  # fmt: skip
    return any(pair in pairs for pair in itertools.pairwise(before))


def _no_agent(reading: Reading, mention: Mention) -> bool:
    """ "Supported by", "a video published by": no one who did the harm."""
    before = [t.low for t in reading.tokens[max(0, mention.first - 5) : mention.first]]
    by = max((k for k, low in enumerate(before) if low in _BY), default=0)
    return by > 0 and before[by - 1] in _NOT_AGENTS


_NOT_AGENTS = word_list("actors_not_agents")
_NOT_DOING = word_list("actors_not_doing")
_BETWEEN = word_list("actors_between")


def _lead_of(reading: Reading, mention: Mention) -> str:
    """The word before a mention, articles aside."""
    at = mention.first - 1
    while at >= 0 and reading.tokens[at].low in _BETWEEN | {
        "the",
        "a",
        "an",
        "le",
        "la",
        "les",
        "l'",
        "suspected",
        "des",
        "both",
        "alleged",
        "unidentified",
        "armed",
    }:
        at -= 1
    return reading.tokens[at].low if at >= 0 else ""


def _owner_of_act(reading: Reading, named: Sequence[Mention], own: str) -> str:
    """ "An Israeli air strike", "a rebel attack": the name before a noun of attack."""
    for mention in named:
        if mention.name == own:
            continue
        following = [t.low for t in reading.tokens[mention.last + 1 : mention.last + 4]]
        following = [low for low in following if low not in ("'s", "-", "claimed")][:2]
        if (
            following
            and any(low in _OWNED for low in following)
            and following[0] not in ("after", "in", "on", ",")
        ):
            return mention.name
    for mention in named:
        if (
            mention.name != own
            and _lead_of(reading, mention) in _BY
            and _act_before(reading, mention)
        ):
            return mention.name
    return ""


def _act_before(reading: Reading, mention: Mention) -> bool:
    before = [t.low for t in reading.tokens[max(0, mention.first - 6) : mention.first]]
    return any(low in _ACTS or low in _DID for low in before)


def _subject(reading: Reading, verb: int, named: Sequence[Mention], own: str) -> str:
    """The nearest name before token ``verb`` that no preposition introduces."""
    before = [m for m in named if m.last < verb and m.name != own]
    free = [m for m in before if _lead_of(reading, m) not in _NOT_SUBJECT | _BY]
    return free[-1].name if free else ""


def _doer(reading: Reading, figure: Figure, named: Sequence[Mention], own: str) -> str:
    """The name directly before a verb of attack anywhere in the sentence."""
    for mention in named:
        if mention.name == own or figure.number[0] <= mention.first <= figure.number[1] + 2:
            continue
        if _lead_of(reading, mention) in _NOT_SUBJECT | _BY and not _hands(reading, mention):
            continue
        following = [t.low for t in reading.tokens[mention.last + 1 : mention.last + 4]]
        if any(low in _DID for low in following) and not any(
            low in ("were", "was", "been", "été") for low in following
        ):
            return mention.name
    return ""


def _hands(reading: Reading, mention: Mention) -> bool:
    """ "Des drones de l'armée", "hommes du groupe": the owner acts through them."""
    before = [t.low for t in reading.tokens[max(0, mention.first - 3) : mention.first]]
    lead = _lead_of(reading, mention) in ("de", "du", "d'", "des")
    return lead and any(low in _HANDS for low in before)


_HANDS = word_list("actors_hands")


def is_party(name: str, known_parties: frozenset[str]) -> bool:
    """True where the speaker is, or speaks for, an armed side or a government."""
    words = set(name.lower().replace("’s", "").replace("'s", "").replace("-", " ").split())
    lists = gazetteer()
    return bool(
        words & lists.heads
        or words & _OFFICES
        or name.lower() in lists.groups
        or any(word.lower() in lists.groups for word in name.split())
        or name in known_parties
    )


_OFFICES = word_list("actors_offices")

"""Who did what a figure counts, and to whom: from names, prepositions and the verb's sides."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from counterclaim.draft.bystanders import could_act, is_counted
from counterclaim.draft.figures import Figure, Reading
from counterclaim.draft.language_parse import Parsed
from counterclaim.draft.leads import ARTICLES, BETWEEN, BY, DID, lead_of, owner_of_act
from counterclaim.draft.names import Mention, gazetteer, is_observer
from counterclaim.draft.scope import Measured
from counterclaim.draft.subjects import MUTUAL, agent_of_harm, is_acting, parsed_doer
from counterclaim.draft.voice import Frame
from counterclaim.draft.word_lists import word_list

_AGAINST = frozenset(["against", "on", "targeting", "contre", "sur", "visant", "at"])
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
    told = measured.counts.value != "troops"
    spoken = [f for f in frames if told or reading.tokens[f.verb].low in ("according", "selon")]
    armed = [m for m in mentions if m.kind in ("group", "state", "generic")]
    armed = [m for m in armed if not is_counted(reading, m) and not is_observer(m.name)]
    armed = [m for m in armed if not told or could_act(reading, m)]
    named = [m for m in armed if not any(f.first <= m.first <= f.last for f in spoken)]
    own = _within_noun_phrase(reading, figure, measured, named)
    kind = measured.counts.value
    doer = agent_of_harm(reading, figure, mentions)
    if doer is None and parsed:
        doer = parsed_doer(reading, figure, measured, armed if told else named, parsed)
    if doer and kind not in ("troops", "share"):
        lost = _suffered(reading, figure)
        return Sides("", own or doer) if lost else Sides(doer, own if own != doer else "")
    if kind in _THINGS and (owner := _owner(reading, figure, named)):
        return Sides(owner)
    if parsed and own and kind in _THINGS and is_acting(reading, figure, parsed):
        return Sides(own)
    if kind in ("troops", "share"):
        return Sides(
            own
            or (doer or "")
            or _in_control(reading, named)
            or _themselves(reading, figure, measured, named)
            or _subject(reading, figure.first, named, own)
            or _of(reading, figure, named)
        )
    if kind == "acts":
        return _of_acts(reading, figure, named, own, parsed)
    return _of_harm(reading, figure, named, own, nameless=doer == "")


_THINGS = frozenset(["vehicles", "other", "sites"])


def _owner(reading: Reading, figure: Figure, named: Sequence[Mention]) -> str:
    """ "Hezbollah was believed to have 45,000 rockets": whose things are counted."""
    before = [m for m in named if m.last < figure.first]
    if not before:
        return ""
    between = [t.low for t in reading.tokens[before[-1].last + 1 : figure.first]]
    return before[-1].name if set(between[-9:]) & _HAS and "," not in between else ""


_HAS = word_list("actors_has")


def _themselves(
    reading: Reading, figure: Figure, measured: Measured, named: Sequence[Mention]
) -> str:
    """ "Thousands of militiamen": irregulars whose side the phrase leaves open are their own."""
    if measured.noun not in _IRREGULARS or measured.noun_at is None:
        return ""
    return _of(reading, figure, named) or reading.tokens[measured.noun_at].text


_IRREGULARS = word_list("actors_irregulars")


def _in_control(reading: Reading, named: Sequence[Mention]) -> str:
    """ "20% was under Taliban control", "10% in rebel hands": who holds what is shared."""
    for mention in named:
        after = [t.low for t in reading.tokens[mention.last + 1 : mention.last + 3]]
        if set(after) & {"control", "hands", "rule"}:
            return mention.name
    return ""


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


def _of_acts(
    reading: Reading,
    figure: Figure,
    named: Sequence[Mention],
    own: str,
    parsed: Parsed | None,
) -> Sides:
    actor = own or _after(reading, figure.last, named, BY, 8) or _claimant(reading, named)
    actor = actor or _responsible(reading, figure, named)
    if not (parsed and reading.words.language == "en"):
        actor = actor or _subject(reading, figure.first, named, "")
    target = _after(reading, figure.last, named, _AGAINST, 8)
    return Sides(actor, target if target != actor else "")


def _of_harm(
    reading: Reading, figure: Figure, named: Sequence[Mention], own: str, nameless: bool
) -> Sides:
    """By prepositions and order of words; ``nameless`` where the parser saw a doer without name."""
    harm = reading.harm_done_to(figure)
    if _suffered(reading, figure):
        return Sides("", own or _subject(reading, figure.first, named, ""))
    actor = _after(reading, harm.at if harm else figure.last, named, BY, 14)
    actor = actor or _fought(reading, named, own) or _claimant(reading, named)
    actor = actor or _responsible(reading, figure, named)
    actor = actor or owner_of_act(reading, named, own, figure)
    participle = harm is not None and reading.tokens[harm.at].low.endswith("ing")
    if participle:
        actor = actor or _doer(reading, figure, named, own)
    if not actor and not nameless and harm and harm.binds == "right":
        actor = _subject(reading, harm.at, named, own)
    actor = actor or _doer(reading, figure, named, own) or _only_other(reading, named, own)
    return Sides(actor, own if own != actor else "")


def _only_other(reading: Reading, named: Sequence[Mention], own: str) -> str:
    """ "IRA activity rose, with thirty British soldiers killed": the one other side named."""
    numbers = [f.number[1] for f in reading.figures]
    free = [m for m in named if not any(0 < m.first - number <= 2 for number in numbers)]
    others = {m.name for m in free if m.kind == "group" and m.name != own}
    return others.pop() if own and len(others) == 1 else ""


def _fought(reading: Reading, named: Sequence[Mention], own: str) -> str:
    """ "Six soldiers died in clashes with militants"; "clashes between A and B killed 20"."""
    for mention in named:
        before = [t.low for t in reading.tokens[max(0, mention.first - 4) : mention.first]]
        before = [low for low in before if low not in BETWEEN | ARTICLES]
        if before[-1:] == ["with"] and set(before[-3:-1]) & MUTUAL and mention.name != own:
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
    claimed = [k for k, low in enumerate(lows) if low in ("responsibility", "credit")]
    if not claimed or set(lows) & {"no", "nobody", "denied", "deny", "not"}:
        return ""
    at = claimed[0]
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
    if "(" in between and ")" in between:
        between = between[: between.index("(")] + between[between.index(")") + 1 :]
    return signs and len(between) <= 6 and not any(low in DID for low in between)


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
    ) and not any(low in BY | {"in", ",", "and", "against"} for low in between)


def _of(reading: Reading, figure: Figure, named: Sequence[Mention]) -> str:
    """ "80% of the X", "troops from X"."""
    army = [m for m in named if m.name.lower().endswith(("army", "armée", "forces", "corps"))]
    found = _after(reading, figure.last, named, frozenset(("of", "from", "de", "du")), 6)
    return found or _after(reading, figure.last, army, frozenset(("in",)), 4)


def _after(
    reading: Reading, at: int, named: Sequence[Mention], leads: frozenset[str], reach: int
) -> str:
    """The first name after token ``at`` that one of ``leads`` introduces."""
    for mention in named:
        if at < mention.first <= at + reach + 6:
            before = lead_of(reading, mention)
            others = [f for f in reading.figures if at < f.number[0] < mention.first]
            if leads is BY and not all(_is_named_part(reading, f) for f in others):
                return ""
            if before in leads and not (leads is BY and _no_agent(reading, mention)):
                return mention.name
            if leads is BY and _blamed(reading, mention):
                return mention.name
    return ""


def _is_named_part(reading: Reading, figure: Figure) -> bool:
    """ "15 civilians, including six relatives, by X": the figure between is a part."""
    before = [t.low for t in reading.tokens[max(0, figure.first - 6) : figure.first]]
    return bool({"including", "among", "included"} & set(before))


def _blamed(reading: Reading, mention: Mention) -> bool:
    """ "Attributed to X", "blamed on X", "at the hands of X"."""
    before = [t.low for t in reading.tokens[max(0, mention.first - 4) : mention.first]]
    pairs = {
        ("attributed", "to"), ("blamed", "on"), ("hands", "of"), ("victims", "of"),
        ("attribué", "à"), ("attribuée", "à"), ("imputé", "à"), ("imputées", "à"),
        ("victimes", "de"),
    }  # fmt: skip
    return any(pair in pairs for pair in itertools.pairwise(before))


def _no_agent(reading: Reading, mention: Mention) -> bool:
    """ "Supported by", "a video published by": no one who did the harm."""
    before = [t.low for t in reading.tokens[max(0, mention.first - 5) : mention.first]]
    by = max((k for k, low in enumerate(before) if low in BY), default=0)
    return by > 0 and before[by - 1] in _NOT_AGENTS


_NOT_AGENTS = word_list("actors_not_agents")


def _subject(reading: Reading, verb: int, named: Sequence[Mention], own: str) -> str:
    """The nearest name before token ``verb`` that no preposition introduces."""
    before = [m for m in named if m.last < verb and m.name != own]
    free = [m for m in before if lead_of(reading, m) not in _NOT_SUBJECT | BY]
    return free[-1].name if free else ""


def _doer(reading: Reading, figure: Figure, named: Sequence[Mention], own: str) -> str:
    """The name directly before a verb of attack anywhere in the sentence."""
    for mention in named:
        if mention.name == own or figure.number[0] <= mention.first <= figure.number[1] + 2:
            continue
        if lead_of(reading, mention) in _NOT_SUBJECT | BY and not _hands(reading, mention):
            continue
        following = [t.low for t in reading.tokens[mention.last + 1 : mention.last + 4]]
        passive = any(low in ("were", "was", "been", "été") for low in following)
        if not passive and (any(low in DID for low in following) or _takes(reading, following)):
            return mention.name
    return ""


def _takes(reading: Reading, following: Sequence[str]) -> bool:
    """ "Militants took 1,000 people hostage"."""
    state = {"hostage", "captive", "prisoner"} & {t.low for t in reading.tokens}
    return bool(state) and any(low in ("took", "take", "taking", "held") for low in following)


def _hands(reading: Reading, mention: Mention) -> bool:
    """ "Des drones de l'armée", "hommes du groupe": the owner acts through them."""
    before = [t.low for t in reading.tokens[max(0, mention.first - 3) : mention.first]]
    lead = lead_of(reading, mention) in ("de", "du", "d'", "des")
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

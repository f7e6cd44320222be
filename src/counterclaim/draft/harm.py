"""Which verb of harm a figure belongs to: "killed 20", "20 were killed", "15 dead, 4 wounded"."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from counterclaim.draft.language import Lexicon, Token
from counterclaim.draft.word_lists import word_list

Side = Literal["left", "right"]
_REACH = 16
_OF_HARMED = frozenset(["of", "de", "d'", "des", "du"])
_JOINS = frozenset(["and", "or", "et", "ou", "&", "/"])
_QUIET = word_list("harm_quiet")
_HAVE = word_list("harm_have")


@dataclass(frozen=True, slots=True)
class Harm:
    """A word of harm at a token; ``binds`` tells on which side of it the harmed stand."""

    at: int
    counts: str
    binds: Side
    is_noun: bool = False


def find_harms(tokens: Sequence[Token], numbers: frozenset[int], words: Lexicon) -> list[Harm]:
    """The words of harm in a sentence; ``numbers`` are the tokens that belong to figures."""
    found: list[Harm] = []
    for at, token in enumerate(tokens):
        harm = _harm_at(tokens, at, token.low, numbers, words, found)
        if harm:
            found.append(harm)
    return _joined_kinds(tokens, found)


def _harm_at(
    tokens: Sequence[Token], at: int, low: str, numbers: frozenset[int], words: Lexicon,
    earlier: Sequence[Harm],
) -> Harm | None:  # fmt: skip
    follower = tokens[at + 1].low if at + 1 < len(tokens) else ""
    if low in words.harm_heads and (follower in _OF_HARMED or low in ("toll", "bilan")):
        return Harm(at, words.harm_heads[low], "right", is_noun=True)
    if low in ("lives", "life", "vie", "mort") and _lost(tokens, at):
        return Harm(at, "killed", "left")
    if low == "vie" and any(
        t.low in ("coûté", "coûte", "ôté") for t in tokens[max(0, at - 3) : at]
    ):
        return Harm(at, "killed", "right")
    if low in ("lost", "lose", "losing", "perdu") and _opens_figure(tokens, at, numbers):
        return Harm(at, "killed", "right")
    if low == "lost" and _are_lost(tokens, at, numbers, words):
        return Harm(at, "killed", "left")
    if low in ("drove", "driven", "driving") and _opens_figure(tokens, at, numbers):
        return Harm(at, "displaced", "right")
    if among := _among(tokens, at, words):
        return Harm(at, among, "right")
    if low in ("forced", "forcing", "forces", "force") and _from_home(tokens, at):
        return Harm(at, "displaced", "left" if _passive(tokens, at, words) else "right")
    if taken := _AWAY.get((low, follower)):
        return Harm(at, taken, "left" if _passive(tokens, at, words) else "right")
    if low == "death" and _to_death(tokens, at):
        passive = _passive(tokens, at - 2, words)
        return Harm(at, "killed", "left" if passive else "right")
    if low == "dead" and at and tokens[at - 1].low == "shot":
        return None
    if at and tokens[at - 1].low == "-" and low in ("held", "wounded", "captured"):
        return None
    if low in ("left", "leaving") and [t.low for t in tokens[at + 1 : at + 3]] == [
        "the",
        "country",
    ]:
        return Harm(at, "displaced", "left")
    if low in words.harm_passive:
        return Harm(at, words.harm_passive[low], "left")
    if low not in words.harm_active:
        return None
    side = _side(tokens, at, numbers, words, earlier)
    return Harm(at, words.harm_active[low], side)


_AWAY = {
    **{(verb, way): "displaced" for verb in ("drove", "driven", "driving", "drive")
       for way in ("out", "off", "away", "from")},
    **{(verb, way): "abducted" for verb in ("led", "carried", "marched", "dragged")
       for way in ("off", "away")},
    **{(verb, way): "arrested" for verb in ("rounded", "rounding") for way in ("up",)},
    **{("taken", state): "abducted" for state in ("hostage", "captive", "prisoner", "prisoners")},
}  # fmt: skip
"""Verbs that harm only with a word of direction: "drove out", "led off", "rounded up"."""


def _are_lost(tokens: Sequence[Token], at: int, numbers: frozenset[int], words: Lexicon) -> bool:
    """ "The 272 soldiers lost since then": directly after fighters that a figure counts."""
    fighters = at > 0 and words.noun_class(tokens[at - 1].low) == "combatants"
    after = tokens[at + 1].low if at + 1 < len(tokens) else ""
    return fighters and after in _AFTER_LOST and any(k in numbers for k in range(at - 4, at))


_AFTER_LOST = frozenset(["", ".", ",", "since", "in", "on", "during", "between", "at", "so"])


def _to_death(tokens: Sequence[Token], at: int) -> bool:
    """ "Put to death", "four were hacked to death": not "sentenced to death"."""
    verb = tokens[at - 2].low if at >= 2 and tokens[at - 1].low == "to" else ""
    done = verb.endswith(("ed", "en")) or verb in ("put", "burnt", "shot", "beat")
    return done and verb not in ("sentenced", "condemned", "scared", "bored", "loved")


def _from_home(tokens: Sequence[Token], at: int) -> bool:
    """ "Forced 85,000 people from their homes", "have been forced to flee"."""
    after = {t.low for t in tokens[at + 1 : at + 14]}
    return bool(after & {"homes", "home", "flee", "leave", "move", "houses", "relocate"})


def _among(tokens: Sequence[Token], at: int, words: Lexicon) -> str:
    """ "Among the dead were five women", "the wounded include two": the class, else empty."""
    low = tokens[at].low
    before = tokens[at - 1].low if at else ""
    follower = tokens[at + 1].low if at + 1 < len(tokens) else ""
    opens = before in ("the", "les", "those", "le") and follower in (
        "were", "was", "are", "include", "included", "includes", "figurent",
        "figuraient", "comptent", ",",
    )  # fmt: skip
    opens = opens or (before in ("those", "ceux") and follower in ("were", "was", "are"))
    among = any(t.low in ("among", "parmi") for t in tokens[max(0, at - 3) : at])
    if not opens or not (among or follower.startswith("includ")):
        return ""
    found = words.noun_class(low)
    found = found or words.harm_active.get(low, "") or words.harm_passive.get(low, "")
    return found if found in ("killed", "wounded", "casualties", "arrested", "displaced") else ""


def _lost(tokens: Sequence[Token], at: int) -> bool:
    """ "Lost their lives", "perdu la vie", "trouvé la mort"."""
    before = [t.low for t in tokens[max(0, at - 3) : at]]
    return any(
        low in ("lost", "lose", "losing", "gave", "perdu", "trouvé", "perdent") for low in before
    )


def _side(
    tokens: Sequence[Token], at: int, numbers: frozenset[int], words: Lexicon,
    earlier: Sequence[Harm],
) -> Side:  # fmt: skip
    low = tokens[at].low
    if words.language == "en" and not low.endswith(("ed", "held", "hurt", "shot", "taken")):
        return "right"
    if words.language == "fr" and low.endswith(("ant", "er", "ent", "tre")) and "é" not in low[-2:]:
        return "right"
    if _passive(tokens, at, words):
        return "left"
    if _opens_figure(tokens, at, numbers) and not _in_list(tokens, at, earlier, numbers):
        return "right"
    follower = tokens[at + 1].low if at + 1 < len(tokens) else ""
    if follower in _OBJECT_OPENS and low not in words.harm_passive:
        return "right"
    return "left" if _follows_figure(tokens, at, numbers, words) else "right"


_OBJECT_OPENS = frozenset(["a", "an", "the", "his", "her", "their", "its", "several"])
"""Words that open what was harmed: "two gunmen killed a priest"."""


def _passive(tokens: Sequence[Token], at: int, words: Lexicon) -> bool:
    """A form of "be" stands before it, adverbs and a first participle aside."""
    be = words.words("be")
    for back in range(at - 1, max(-1, at - 7), -1):
        low = tokens[back].low
        if low in be:
            return True
        if words.language == "fr" and low in _HAVE:
            return False
        participle = low in words.harm_active or low in words.harm_passive
        if not (
            low in '«»“”"'
            or low in _QUIET
            or low in _JOINS
            or low.endswith("ly")
            or participle
            or low in ("to", ",")
        ):
            return False
    return False


def _opens_figure(tokens: Sequence[Token], at: int, numbers: frozenset[int]) -> bool:
    """A figure stands within the next four tokens, with no sign between."""
    for ahead in range(at + 1, min(len(tokens), at + 5)):
        if ahead in numbers:
            return True
        if not tokens[ahead].is_word or tokens[ahead].low in (
            "in",
            "by",
            "and",
            "et",
            "dans",
            "par",
            "when",
            "after",
        ):
            return False
    return False


def _in_list(
    tokens: Sequence[Token], at: int, earlier: Sequence[Harm], numbers: frozenset[int]
) -> bool:
    """ "20 wounded, 15 missing": directly after a number."""
    return at - 1 in numbers or (
        at >= 2 and at - 2 in numbers and tokens[at - 1].low in ("others", "autres")
    )


def _follows_figure(
    tokens: Sequence[Token], at: int, numbers: frozenset[int], words: Lexicon
) -> bool:
    """ "15 soldiers killed": a figure and only its nouns before the word."""
    for back in range(at - 1, max(-1, at - 7), -1):
        if back in numbers:
            return True
        low = tokens[back].low
        if not tokens[back].is_word or low in words.words("relative") or low in _NEW_PHRASE:
            return False
    return False


_NEW_PHRASE = word_list("harm_new_phrase")


def _joined_kinds(tokens: Sequence[Token], harms: list[Harm]) -> list[Harm]:
    """ "Killed or wounded" counts casualties: both words get that class."""
    for first, second in itertools.pairwise(harms):
        between = [tokens[k].low for k in range(first.at + 1, second.at)]
        joined = between[:1] and between[0] in _JOINS and len(between) <= 2
        joined = joined and all(low.endswith("ly") for low in between[1:])
        pair = {first.counts, second.counts}
        if joined and pair == {"killed", "wounded"}:
            at, binds = harms.index(first), "left" if first.binds == "left" else second.binds
            harms[at : at + 2] = [
                Harm(first.at, "casualties", binds, first.is_noun),
                Harm(second.at, "casualties", binds, second.is_noun),
            ]
    return harms


def harm_of(
    tokens: Sequence[Token], first: int, last: int, harms: Sequence[Harm],
    figures: Sequence[tuple[int, int]], words: Lexicon,
) -> Harm | None:  # fmt: skip
    """The harm done to those whom the figure at ``first`` to ``last`` counts, or ``None``."""
    after = _harm_after(tokens, last, harms, figures, words)
    before = _harm_before(tokens, first, harms, words)
    if before and before.is_noun and _next_to(tokens, before.at, first):
        return before
    if after and before and before.at > first - 4 and not before.is_noun and after.at > last + 4:
        return before
    return after or before


def _next_to(tokens: Sequence[Token], noun: int, first: int) -> bool:
    """ "The killing of at least eight": only "of" and words of degree stand between."""
    between = [token.low for token in tokens[noun + 1 : first]]
    return len(between) <= 3 and all(low in _OF_HARMED | {"at", "least", "all"} for low in between)


def _harm_after(
    tokens: Sequence[Token], last: int, harms: Sequence[Harm],
    figures: Sequence[tuple[int, int]], words: Lexicon,
) -> Harm | None:  # fmt: skip
    stops, relative = words.words("breaks"), words.words("relative")
    for harm in harms:
        if harm.at <= last:
            continue
        if harm.binds == "right":
            return None
        between = _without_aside(tokens[last + 1 : harm.at])
        if len(between) > _REACH or any(t.low in stops or t.low in ";:" for t in between):
            return None
        lows = [token.low for token in between]
        if lows.count(")") > lows.count("("):
            return None
        if any(
            a.low in ("that", "those") and b.low == "of" for a, b in itertools.pairwise(between)
        ):
            return None
        others = [a for a, _ in figures if last < a < harm.at]
        if _other_verb(between, words) or _own_verb(tokens, last, others, words):
            return None
        if any(last < a and b == harm.at - 1 for a, b in figures):
            return None
        clause = any(t.low in relative and t.low != "dont" for t in between)
        return None if others and clause else harm
    return None


def _without_aside(between: Sequence[Token]) -> Sequence[Token]:
    """ "Three soldiers—their names—were abducted": what stands between two dashes is passed."""
    dashes = [k for k, token in enumerate(between) if token.low in ("—", "–")]
    return [*between[: dashes[0]], *between[dashes[1] + 1 :]] if len(dashes) == 2 else between


def _other_verb(between: Sequence[Token], words: Lexicon) -> bool:
    """Another verb than that of harm has the figure as its subject: "26 were burned and ..."."""
    be = words.words("be")
    places = [k for k, token in enumerate(between) if token.low in be]
    return bool(places) and len(between) - places[-1] > 5


def _own_verb(tokens: Sequence[Token], last: int, others: Sequence[int], words: Lexicon) -> bool:
    """ "Nine remain captive and four were killed": a verb stands before the next figure."""
    between = [token.low for token in tokens[last + 1 : others[-1]]] if others else []
    among = any(a in words.words("be") and b == "among" for a, b in itertools.pairwise(between))
    return not among and any(low in words.words("be") for low in between)


def _harm_before(
    tokens: Sequence[Token], first: int, harms: Sequence[Harm], words: Lexicon
) -> Harm | None:
    stops = words.words("breaks")
    if first and tokens[first - 1].low in ("by", "par"):
        return None
    for harm in reversed(harms):
        if harm.at >= first:
            continue
        between = tokens[harm.at + 1 : first]
        if harm.binds == "left":
            return None
        far = len(between) > (2 * _REACH)
        return None if far or any(t.low in stops or t.low in ";" for t in between) else harm
    return None

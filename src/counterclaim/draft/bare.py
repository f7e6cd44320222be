"""What a figure without a noun of its own counts: "the toll stood at 30", "down from 201"."""

from __future__ import annotations

from collections.abc import Sequence

from counterclaim.draft.figures import Figure, Reading
from counterclaim.draft.harm import Harm
from counterclaim.draft.word_lists import word_list
from counterclaim.model.scope import HARMS, Counts

_STRENGTHS = frozenset(["force", "forces", "army", "garrison", "contingent", "strength"])
_UNITS = frozenset(["brigade", "battalion", "division", "regiment", "corps", "militia", "unit"])
_CHANGES = frozenset(["range", "ranges", "ranged", "vary", "varies", "peaking", "peaked", "stood"])
_COUNTED = frozenset(["count", "figure", "number", "chiffre", "total", "estimate", "tally"])
_LINKS = frozenset([",", "and", "et", "ou", "or", "/", "respectively"])
_CAUSES = frozenset(["from", "in", "by", "during", "drone", "air"])
_TO = frozenset(["to", "from", "by", "at", ",", "à", "de"])
_AGAINST = word_list("bare_against")
_REACH = 9
_ESTIMATED = frozenset(
    ["an", "average", "of", "a", "estimate", "conservative", "estimated", "total"]
)


def governing_noun(reading: Reading, figure: Figure) -> str:
    """ "Fatalities never higher than 47", "the toll stood at 30": the class of a noun before."""
    found = _governing(reading, figure)
    return found[1] if found else ""


def _governing(reading: Reading, figure: Figure) -> tuple[int, str] | None:
    """The token of the nearest noun of a class before a bare figure, and that class."""
    for at in range(figure.first - 1, max(-1, figure.first - _REACH), -1):
        token = reading.tokens[at]
        if token.low == ":" and at == figure.first - 1:
            continue
        if token.low in ";:." or token.low in reading.words.words("breaks"):
            return None
        found = reading.words.noun_class(token.low)
        if _is_counted(reading, at, found):
            return at, found
        near = _REACH if token.low == "strength" else 5
        if token.low in _STRENGTHS and not token.is_capital and figure.first - at <= near:
            return at, "troops"
        follower = reading.tokens[at + 1].low
        if token.low in _UNITS and follower in ("of", "with") and figure.first - at <= 4:
            return at, "troops"
    return None


def _is_counted(reading: Reading, at: int, found: str) -> bool:
    """The noun is what a number counts: not the cause of a toll nor the first half of a name."""
    follower = reading.tokens[at + 1].low if at + 1 < len(reading.tokens) else ""
    if found not in HARMS | {"acts"} or reading.words.noun_class(follower):
        return False
    if found in HARMS:
        return True
    back = at - 1
    while back > 0 and reading.tokens[back].low in _DETERMINERS:
        back -= 1
    before = reading.tokens[back].low if back >= 0 else ""
    whole = reading.words.noun_class(reading.tokens[back - 1].low) if back > 0 else ""
    return before not in _CAUSES and not (before == "of" and whole in HARMS)


_DETERMINERS = frozenset(["the", "a", "an", "those", "these", "its", "their", "his", "les", "ces"])


def nearer_noun(reading: Reading, figure: Figure, harm: Harm | None) -> str:
    """ "Casualties fell to 936, and deaths from 630": the class of a noun nearer than the harm."""
    if harm is None or not harm.is_noun or harm.at > figure.first:
        return ""
    found = _governing(reading, figure)
    return found[1] if found and found[0] > harm.at and found[1] in HARMS else ""


def put_at(reading: Reading, figure: Figure) -> str:
    """ "Put the losses at 66,000 soldiers": the class of the noun before "at"."""
    before = reading.tokens[max(0, figure.first - 18) : figure.first]
    if not before or before[-1].low not in ("at", "à"):
        return ""
    found = [reading.words.noun_class(t.low) for t in before]
    harmed = [c for c in found if c in HARMS]
    peak = any(t.low in _CHANGES for t in before) and "acts" in found
    return harmed[-1] if harmed else "acts" if peak else ""


def of_fighters(reading: Reading, figure: Figure) -> bool:
    """ "Deployment of additional troops continued, with 9,000 in place": of the noun before."""
    harms = [h.at for h in reading.harms if h.at < figure.first]
    for at in range(figure.first - 1, max(-1, figure.first - 2 * _REACH), -1):
        token = reading.tokens[at]
        if token.low in ";:" or at in harms or token.low in reading.words.words("breaks"):
            return False
        found = reading.words.noun_class(token.low)
        if found:
            lead = [t.low for t in reading.tokens[max(0, at - 2) : at]]
            agent = lead[-1:] in (["by"], ["with"], ["par"]) or (
                lead[-1:] == ["of"] and lead[:1] not in (["number"], ["strength"])
            )
            return found == "combatants" and token.low.endswith(("s", "men")) and not agent
    return False


def announced(reading: Reading, figure: Figure) -> str:
    """ "The count stood at 10,000 until 40,000 were found killed": the class of what follows."""
    before = [t.low for t in reading.tokens[max(0, figure.first - 6) : figure.first]]
    if not any(low in _COUNTED for low in before):
        return ""
    return next((h.counts for h in reading.harms if h.at > figure.last and h.counts in HARMS), "")


def changed(reading: Reading, figure: Figure) -> str:
    """ "Clashes between the two fell to 70": what the subject of a verb of change counts."""
    before = list(reading.tokens[: figure.first])
    while before and before[-1].low in _ESTIMATED:
        before.pop()
    if not before or before[-1].low not in _TO:
        return ""
    changes = reading.words.words("changed_from") | _CHANGES
    verb = next((at for at in range(len(before) - 1, -1, -1) if before[at].low in changes), None)
    if verb is None or (figure.first - verb > 8 and not _ranges(reading, verb, figure)):
        return ""
    nearer = _governing(reading, figure)
    if nearer and nearer[0] > verb:
        return nearer[1]
    subject = _subject_class(reading, _clause_start(reading, verb), verb)
    return subject or _subject_class(reading, verb + 1, len(before))


def _ranges(reading: Reading, verb: int, figure: Figure) -> bool:
    """ "Rose from 98 in May to 140": the figure before stands after the same verb."""
    return any(verb < f.first < figure.first for f in reading.figures)


def _clause_start(reading: Reading, verb: int) -> int:
    stops = reading.words.words("breaks")
    for at in range(verb - 1, -1, -1):
        low = reading.tokens[at].low
        if low in ";:" or low in stops or (low == "and" and reading.tokens[at - 1].low == ","):
            return at + 1
    return 0


def _subject_class(reading: Reading, start: int, verb: int) -> str:
    harms = {h.at: h.counts for h in reading.harms if h.counts in HARMS}
    for at in range(start, verb):
        if at in harms:
            return harms[at]
        found = reading.words.noun_class(reading.tokens[at].low)
        if _is_counted(reading, at, found):
            return found
        numbered = [t.low for t in reading.tokens[max(0, at - 3) : at]]
        if found == "combatants" and {"number", "strength"} & set(numbered):
            return "troops"
    return ""


def is_restated(reading: Reading, figure: Figure) -> bool:
    """ "331 of the 687": a bare figure after "the", which the text has told before."""
    before = reading.tokens[figure.first - 1].low if figure.first else ""
    return before in ("the", "those", "these", "all", "les", "ces")


def is_compared(reading: Reading, figure: Figure) -> bool:
    """ "430 died, up from 381", "750, against 240": it stands beside the figure before it."""
    before = [t.low for t in reading.tokens[max(0, figure.first - 3) : figure.first]]
    said = "_".join(before[-2:])
    earlier = any(f.number[1] < figure.first and f.kind == "count" for f in reading.figures)
    return earlier and (said in _AGAINST or before[-1:] == ["against"])


def in_step(
    reading: Reading, figure: Figure, counted: Sequence[tuple[int, Counts]],
    before: Sequence[Counts],
) -> Counts | None:  # fmt: skip
    """ "132 incidents, 1,639 victims. Kaduna: 113 and 1,113": each takes what its fellow counted.

    ``counted`` holds the figures of this sentence measured so far, with the token of each;
    ``before`` the classes of the last sentence with figures.
    """
    run = _bare_run(reading, figure)
    if len(run) < 2:
        return None
    row = [counts for at, counts in counted if at < run[0].number[0]][-len(run) :]
    row = row or list(before)
    if len(row) != len(run) or len(set(row)) < 2:
        return None
    return row[run.index(figure)]


def _bare_run(reading: Reading, figure: Figure) -> list[Figure]:
    """Bare figures around this one, with nothing but "and" or a comma between them."""
    run: list[Figure] = []
    for one in reading.figures:
        if one.kind != "count":
            continue
        if run and not _joined(reading, run[-1], one):
            if figure in run:
                break
            run = []
        run.append(one)
    return run if figure in run and is_bare(reading, run[-1]) else []


def _joined(reading: Reading, one: Figure, other: Figure) -> bool:
    between = reading.tokens[one.last + 1 : other.first]
    return 0 < len(between) <= 2 and all(token.low in _LINKS for token in between)


def is_bare(reading: Reading, figure: Figure) -> bool:
    """No noun follows a number in figures or words."""
    after = reading.tokens[figure.last + 1 : figure.last + 2]
    ends = not after or not after[0].is_word or after[0].low in _AFTER_BARE
    return ends and not figure.words


_AFTER_BARE = word_list("bare_after")

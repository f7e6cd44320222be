"""Figures of a sentence: every number that may count something, with its comparator and range."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from counterclaim.draft.comparators import bounds, comparator_of
from counterclaim.draft.harm import Harm, find_harms, harm_of
from counterclaim.draft.language import Lexicon, Token
from counterclaim.draft.left_out import left_out
from counterclaim.draft.numerals import Numeral, find_numerals
from counterclaim.draft.vague import VagueRange
from counterclaim.draft.word_lists import word_list
from counterclaim.model.claim import Comparator
from counterclaim.model.quantity import Number

FigureKind = Literal["count", "percent", "ordinal", "times", "zero", "person", "duration"]
_RANGE_SIGNS = frozenset(["-", "–", "—", "to", "à", "or", "ou"])
_AND = frozenset(["and", "et"])
_BETWEEN = frozenset(["between", "entre"])
_FROM = frozenset(["from", "de", "du", "d'"])


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure at tokens ``first`` to ``last`` (comparator included) of its sentence.

    ``number`` is the span of tokens of the number itself; ``low``, ``best``, ``high`` hold what
    was written, ``words`` the vague words. ``flags`` say what was not decided.
    """

    first: int
    last: int
    number: tuple[int, int]
    kind: FigureKind
    comparator: Comparator
    low: Number | None
    best: Number | None
    high: Number | None
    words: str = ""
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence as tokens, with its figures and words of harm."""

    tokens: Sequence[Token]
    figures: tuple[Figure, ...]
    harms: tuple[Harm, ...]
    words: Lexicon

    def harm_done_to(self, figure: Figure) -> Harm | None:
        """The harm done to those whom a figure counts, if the sentence tells of any."""
        spans = [one.number for one in self.figures]
        return harm_of(self.tokens, *figure.number, self.harms, spans, self.words)


def read_figures(
    tokens: Sequence[Token],
    words: Lexicon,
    vague: Mapping[str, VagueRange],
    dates: Sequence[tuple[int, int]] = (),
) -> Reading:
    """The figures of one sentence; ``dates`` are character spans in which no number counts."""
    numerals = [
        n for n in find_numerals(tokens, words.language, vague) if not _in(tokens, n, dates)
    ]
    kept = [n for n in numerals if not left_out(tokens, n, words)]
    kept = _without_restated(tokens, kept)
    zeros = _zeros(tokens, words)
    denied = [range(zero.first, zero.last + 1) for zero in zeros]
    kept = [n for n in kept if not any(n.first in span for span in denied)]
    figures = [*_with_shared(tokens, [*_from_numerals(tokens, kept, words)], words), *zeros]
    figures.sort(key=lambda figure: figure.number)
    taken = frozenset(k for f in figures for k in range(f.number[0], f.number[1] + 1))
    taken |= {k for span in denied for k in span}
    figures += _persons(tokens, taken, words)
    figures.sort(key=lambda figure: figure.number)
    taken = frozenset(k for f in figures for k in range(f.number[0], f.number[1] + 1))
    return Reading(tokens, tuple(figures), tuple(find_harms(tokens, taken, words)), words)


def _in(tokens: Sequence[Token], numeral: Numeral, dates: Sequence[tuple[int, int]]) -> bool:
    start, end = tokens[numeral.first].start, tokens[numeral.last].end
    return any(start < stop and begin < end for begin, stop in dates)


def _without_restated(tokens: Sequence[Token], numerals: Sequence[Numeral]) -> list[Numeral]:
    """ "Thirty-eight (38)" is one numeral, the brackets included."""
    kept: list[Numeral] = []
    for numeral in numerals:
        if not _restates(tokens, numeral, kept):
            kept.append(numeral)
        elif kept[-1].last == numeral.first - 2:
            kept[-1] = replace(kept[-1], last=numeral.last + 1)
    return kept


def _restates(tokens: Sequence[Token], numeral: Numeral, earlier: Sequence[Numeral]) -> bool:
    """ "Thirty-eight (38)": digits alone in brackets that repeat a number before them."""
    first, last = numeral.first - 1, numeral.last + 1
    alone = first >= 0 and last < len(tokens) and tokens[first].low + tokens[last].low == "()"
    return alone and numeral.value in [n.value for n in earlier[-2:]]


def _from_numerals(
    tokens: Sequence[Token], numerals: list[Numeral], words: Lexicon
) -> list[Figure]:
    found: list[Figure] = []
    at = 0
    while at < len(numerals):
        if found and numerals[at].first <= found[-1].number[1]:
            at += 1
            continue
        pair = numerals[at + 1] if at + 1 < len(numerals) else None
        ranged = _range(tokens, numerals[at], pair, words) if pair else None
        figure = ranged or _single(tokens, numerals[at], words)
        if ranged and ranged.first and tokens[ranged.first - 1].low in words.words("ages"):
            figure = None
        found += [figure] if figure else []
        at += 2 if ranged else 1
    return found


def _range(tokens: Sequence[Token], left: Numeral, right: Numeral, words: Lexicon) -> Figure | None:
    """ "20 to 80", "between 50 and 70", "50-70", "at least one, possibly two"."""
    gap = [token.low for token in tokens[left.last + 1 : right.first]]
    before = tokens[left.first - 1].low if left.first else ""
    if not _is_gap(gap, before, left, right, tokens, words):
        return None
    if _percent_at(tokens, left.last, words) and not _percent_at(tokens, right.last, words):
        return None
    low, high = _low(left), _high(right)
    if low is not None and high is not None and low < _ALONE and gap in (["to"], ["or"], ["-"]):
        low *= _shared_power(tokens, right, high)  # "10 to 15 thousand"
    if low is None or (high is not None and high <= low) or "ordinal" in (left.kind, right.kind):
        return None
    first = left.first - (before in _BETWEEN | _FROM)
    kind: FigureKind = "percent" if _percent_at(tokens, right.last, words) else "count"
    compared = comparator_of(tokens, first, right.last, words)
    flags = (compared.comparator,) if compared.comparator not in ("exact", "about") else ()
    return Figure(
        compared.first, compared.last, (left.first, right.last), kind, "between", low, None, high,
        flags=flags,
    )  # fmt: skip


_ALONE = 1000
_POWERS = {"thousand": 1_000, "million": 1_000_000, "millions": 1_000_000, "mille": 1_000}


def _shared_power(tokens: Sequence[Token], right: Numeral, high: Number) -> int:
    """The power of ten that the second number of a range spells for both."""
    power = _POWERS.get(tokens[right.last].low, 1)
    return power if right.last > right.first and high >= power else 1


_IN_RANGE = word_list("figures_in_range")


def _is_gap(
    gap: list[str], before: str, left: Numeral, right: Numeral, tokens: Sequence[Token],
    words: Lexicon,
) -> bool:  # fmt: skip
    plain = [low for low in gap if low not in _IN_RANGE]
    if before in _BETWEEN:
        return len(plain) == 1 and plain[0] in _AND
    if "possibly" in gap or "perhaps" in gap or "maybe" in gap or "peut" in gap:
        return len(gap) <= 9 and "and" not in gap and _low(left) == 1
    if len(plain) != 1 or plain[0] not in _RANGE_SIGNS:
        return False
    if before in _FROM and plain[0] in ("to", "à"):
        earlier = [t.low for t in tokens[max(0, left.first - 7) : left.first - 1]]
        return not any(low in words.words("changed_from") for low in earlier)
    if plain[0] in ("or", "ou"):
        return (_low(left) or 0) * 2.5 >= (_high(right) or 0)
    return True


def _low(numeral: Numeral) -> Number | None:
    return numeral.low if numeral.kind == "vague" else numeral.value


def _high(numeral: Numeral) -> Number | None:
    return numeral.high if numeral.kind == "vague" else numeral.value


def _percent_at(tokens: Sequence[Token], last: int, words: Lexicon) -> bool:
    following = [token.low for token in tokens[last + 1 : last + 3]]
    return bool(following) and (
        following[0] in words.words("share_words")
        or following == ["per", "cent"]
        or following == ["pour", "cent"]
    )


def _single(tokens: Sequence[Token], numeral: Numeral, words: Lexicon) -> Figure | None:
    kind = _kind(tokens, numeral, words)
    compared = comparator_of(tokens, numeral.first, numeral.last, words)
    span = (numeral.first, numeral.last)
    if numeral.kind == "vague":
        text = " ".join(t.low for t in tokens[numeral.first : numeral.last + 1])
        return Figure(
            compared.first,
            compared.last,
            span,
            kind,
            "vague",
            numeral.low,
            None,
            numeral.high,
            text,
        )
    value, span = _fraction(tokens, numeral, words)
    if value is None:
        return None
    comparator = compared.comparator
    if numeral.kind == "round" and comparator == "exact":
        comparator = "about"
    low, best, high = bounds(comparator, value)
    return Figure(
        compared.first, max(compared.last, span[1]), span, kind, comparator, low, best, high
    )


_WHOLES = {"two": 2, "three": 3, "four": 4, "five": 5, "ten": 10, "hundred": 100, "deux": 2,
           "trois": 3, "quatre": 4, "cinq": 5, "dix": 10, "cent": 100}  # fmt: skip


def _out_of(tokens: Sequence[Token], numeral: Numeral) -> int:
    """The whole of "seven in ten", "neuf sur dix"; 0 where none follows."""
    if numeral.value is None or numeral.kind not in ("word", "digits"):
        return 0
    at = _ratio_sign(tokens, numeral.last + 1)
    following = tokens[at].low if 0 < at < len(tokens) else ""
    whole = _WHOLES.get(following, int(following) if following in ("10", "100") else 0)
    return whole if numeral.value < whole else 0


def _ratio_sign(tokens: Sequence[Token], at: int) -> int:
    """The token behind "in", "out of", "sur", one noun allowed before it; 0 where none stands."""
    lows = [token.low for token in tokens[at : at + 5]]
    noun = bool(lows) and lows[0].isalpha() and lows[0] not in ("in", "out", "sur", "of", "to")
    start = int(noun)
    for signs in (
        ["out", "of", "every"],
        ["in", "every"],
        ["of", "every"],
        ["out", "of"],
        ["in"],
        ["sur"],
    ):
        if lows[start : start + len(signs)] == signs:
            return at + start + len(signs)
    return 0


def _fraction(
    tokens: Sequence[Token], numeral: Numeral, words: Lexicon
) -> tuple[Number | None, tuple[int, int]]:
    """The worth of the numeral, times a fraction word after it, in percent."""
    if whole := _out_of(tokens, numeral):
        end = _ratio_sign(tokens, numeral.last + 1)
        return round(100 * (numeral.value or 0) / whole, 2), (numeral.first, end)
    at = numeral.last + 1
    at += at < len(tokens) and tokens[at].low == "-"
    part = words.fractions.get(tokens[at].low) if at < len(tokens) else None
    if part is None or numeral.value is None or numeral.value > 9 or numeral.kind == "ordinal":
        return numeral.value, (numeral.first, numeral.last)
    return round(numeral.value * part, 1), (numeral.first, at)


def _kind(tokens: Sequence[Token], numeral: Numeral, words: Lexicon) -> FigureKind:
    if numeral.kind == "ordinal":
        return "ordinal"
    if tokens[numeral.first].low in ("twice", "thrice"):
        return "count" if numeral.last > numeral.first else "times"
    if (
        _percent_at(tokens, numeral.last, words)
        or _fraction(tokens, numeral, words)[1][1] > numeral.last
    ):
        return "percent"
    following = [token.low for token in tokens[numeral.last + 1 : numeral.last + 4]]
    if _out_of(tokens, numeral):
        return "percent"
    if following[:1] in (["times"], ["fois"]):
        return "times"
    for low in following[:2]:
        if words.noun_class(low) == "duration":
            return "duration"
        if low not in (
            "consecutive",
            "straight",
            "more",
            "full",
            "whole",
            "long",
            "dernières",
            "derniers",
            "of",
            "de",
            "d'",
            "bloody",
            "deadly",
        ):
            break
    return "count"


def _with_shared(tokens: Sequence[Token], figures: list[Figure], words: Lexicon) -> list[Figure]:
    """In "at least 12 soldiers, 10 civilians and five guards" the later figures are flagged."""
    result: list[Figure] = []
    for figure in figures:
        previous = result[-1] if result else None
        if previous and figure.comparator == "exact" and _shares(tokens, previous, figure, words):
            figure = replace(figure, flags=(*figure.flags, "shared_comparator", _source(previous)))
        result.append(figure)
    return result


def _source(previous: Figure) -> str:
    return previous.flags[-1] if "shared_comparator" in previous.flags else previous.comparator


def _shares(tokens: Sequence[Token], left: Figure, right: Figure, words: Lexicon) -> bool:
    if left.number[0] == left.first and "shared_comparator" not in left.flags:
        return False
    if _source(left) not in ("at_least", "more_than", "about", "at_most", "nearly", "fewer_than"):
        return False
    gap = tokens[left.last + 1 : right.first]
    joined = bool(gap) and gap[-1].low in {",", "and", "et", "or", "ou", ";"}
    plain = all(
        t.low in (",", "-", "and", "et", "of", "de", "d'") or (t.is_word and not _acts(t, words))
        for t in gap
    )
    return joined and plain and len(gap) <= 9


_PARTS_SHARED = frozenset(
    ["with", "in", "at", "during", "dans", "à", "au", "ont", "avaient", "have", "has", "had"]
)


def _acts(token: Token, words: Lexicon) -> bool:
    low = token.low
    return (
        low in words.harm_active or low in words.harm_passive or low in words.words("be")
        or low in words.words("relative") or low in _PARTS_SHARED
    )  # fmt: skip


def _zeros(tokens: Sequence[Token], words: Lexicon) -> list[Figure]:
    """ "No reported fatalities", "no one was killed", "aucune victime"."""
    found: list[Figure] = []
    for at in range(len(tokens)):
        end = _zero_noun(tokens, at, words)
        end = _nobody(tokens, at, words) if end is None else end
        if end is not None and not (found and found[-1].last >= at):
            found.append(Figure(at, end, (at, at), "zero", "zero", 0, 0, 0))
    return found


def _phrase_end(tokens: Sequence[Token], at: int, phrases: Sequence[tuple[str, ...]]) -> int | None:
    for phrase in phrases:
        if tuple(t.low for t in tokens[at : at + len(phrase)]) == phrase:
            return at + len(phrase) - 1
    return None


_HARM_CLASSES = frozenset(
    ["killed", "wounded", "casualties", "arrested", "abducted", "disappeared"]
)


def _zero_noun(tokens: Sequence[Token], at: int, words: Lexicon) -> int | None:
    """The last token of "no" with a noun of harm, at most three words between."""
    end = _phrase_end(tokens, at, words.openings["zero"])
    if end is None:
        return None
    for ahead in range(end + 1, min(len(tokens), end + 5)):
        if not tokens[ahead].is_word or tokens[ahead].low in (
            "of",
            "to",
            "from",
            "de",
            "que",
            "doubt",
            "compter",
            "nouvelles",
            "depuis",
            "news",
        ):
            return None
        found = words.noun_class(tokens[ahead].low)
        if found in ("combatants", "people") and tokens[end].low == "single":
            return ahead  # "not a single policeman"
        if found in _HARM_CLASSES and not _modifies(tokens, ahead):
            return ahead
    return None


def _modifies(tokens: Sequence[Token], at: int) -> bool:
    """ "No casualty figures" negates the figures, not the casualties."""
    follower = tokens[at + 1].low if at + 1 < len(tokens) else ""
    return follower in (
        "figures",
        "toll",
        "figure",
        "count",
        "counts",
        "numbers",
        "data",
        "sentence",
    )


def _nobody(tokens: Sequence[Token], at: int, words: Lexicon) -> int | None:
    """The last token of "nobody" where a form of harm follows."""
    end = _phrase_end(tokens, at, words.openings["nobody"])
    if end is None:
        end = _no_person(tokens, at, words)
    if end is None:
        return None
    rest = tokens[end + 1 : end + 8]
    if not any(t.low in words.words("be") | _AUXILIARIES for t in rest[:6]):
        return None
    for token in rest:
        if token.low in (",", ";", "that", "who"):
            return None
        if token.low in words.words("harmed"):
            return end
    return None


_AUXILIARIES = frozenset(["died", "est", "a", "n'", "ne", "had", "has", "have"])


def _no_person(tokens: Sequence[Token], at: int, words: Lexicon) -> int | None:
    """The last token of "no civilian", "not a single local resident", "aucun soldat"."""
    lows = [token.low for token in tokens[at : at + 3]]
    single = lows in (["not", "a", "single"], ["pas", "un", "seul"])
    if not single and lows[:1] not in (["no"], ["aucun"], ["aucune"]):
        return None
    start = at + 3 if single else at + 1
    for ahead in range(start, min(len(tokens), start + 1 + single)):
        if words.noun_class(tokens[ahead].low) in ("people", "combatants"):
            return ahead
    return None


def _persons(tokens: Sequence[Token], taken: frozenset[int], words: Lexicon) -> list[Figure]:
    """ "A soldier was killed", "killing a child": one person without a numeral."""
    if words.language != "en":
        return []
    return [
        Figure(at, at, (at, at), "person", "exact", 1, 1, 1)
        for at, token in enumerate(tokens)
        if token.low in ("a", "an") and at not in taken and _person_follows(tokens, at, words)
    ]


def _person_follows(tokens: Sequence[Token], at: int, words: Lexicon) -> bool:
    for ahead in range(at + 1, min(len(tokens), at + 5)):
        if not tokens[ahead].is_word or tokens[ahead].is_number:
            return False
        if words.noun_class(tokens[ahead].low) in ("combatants", "people"):
            follower = tokens[ahead + 1] if ahead + 1 < len(tokens) else None
            noun_goes_on = follower and follower.is_word and words.noun_class(follower.low)
            if not noun_goes_on and tokens[ahead].low not in ("people", "force", "forces", "other"):
                return True
    return False

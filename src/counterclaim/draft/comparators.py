"""Comparators before and after a figure: "at least", "up to", "or more", "is a minimum"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from counterclaim.draft.language import Lexicon, Token
from counterclaim.draft.word_lists import word_list
from counterclaim.model.claim import Comparator
from counterclaim.model.quantity import Number

_REACH_OF_NEVER = 8
_REACH_OF_AFTER = 3
_ENDS_PHRASE = frozenset([".", ";", ":", "and", "et", "or", "ou", "but", "mais", "to"])
_PLAIN = frozenset([("au", "minimum"), ("at", "minimum"), ("au", "maximum")])
_TAKES_OVER = word_list("comparators_takes_over")


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparator and the tokens ``first`` to ``last`` of the figure with its words."""

    comparator: Comparator
    first: int
    last: int


def comparator_of(tokens: Sequence[Token], first: int, last: int, words: Lexicon) -> Compared:
    """The comparator of the figure at tokens ``first`` to ``last``; ``exact`` where none stands."""
    before = _before(tokens, first, words)
    if before and before.comparator in ("more_than", "at_most", "fewer_than"):
        never = _never(tokens, before.first, words)
        below: Comparator = "at_least" if before.comparator == "fewer_than" else "never_more_than"
        before = Compared(below, never, last) if never is not None else before
    if before and before.comparator == "more_than" and _is_bar(tokens, before.first):
        before = Compared("at_most", before.first, last)
    if before and before.comparator != "exact":
        return Compared(before.comparator, before.first, last)
    after = _after(tokens, last, words) or _said_after(tokens, last, words)
    if after:
        return Compared(after.comparator, first, after.last)
    return Compared("exact", before.first if before else first, last)


def bounds(
    comparator: Comparator, value: Number
) -> tuple[Number | None, Number | None, Number | None]:
    """``low, best, high`` as the vocabulary stores what was written."""
    if comparator in ("at_least", "more_than"):
        return value, None, None
    if comparator in ("at_most", "fewer_than", "nearly", "never_more_than"):
        return None, None, value
    return value, value, value


def _before(tokens: Sequence[Token], first: int, words: Lexicon) -> Compared | None:
    """The phrase that ends before the figure; of several the outermost but "exact" counts."""
    fillers, found, end = words.words("fillers"), None, first - 1
    for _ in range(4):
        hit = _ends_at(tokens, end, words)
        if hit and (found is None or found.comparator in ("about", "exact")):
            found = hit
        if hit:
            end = hit.first - 1
        elif end >= 0 and tokens[end].low in fillers:
            end -= 1
        else:
            break
    return found


def _ends_at(tokens: Sequence[Token], end: int, words: Lexicon) -> Compared | None:
    if end < 0:
        return None
    for phrase, meaning in words.phrases("before").get(tokens[end].low, ()):
        start = end - len(phrase) + 1
        if phrase == ("over",) and tokens[start - 1].low in _TAKES_OVER:
            continue
        if start >= 0 and tuple(t.low for t in tokens[start : end + 1]) == phrase:
            return Compared(_named(meaning), start, end)
    return None


def _named(meaning: str) -> Comparator:
    return meaning  # type: ignore[return-value]  # the word lists use the vocabulary's names


def _after(tokens: Sequence[Token], last: int, words: Lexicon) -> Compared | None:
    """ "50 or more", "20-odd", "50 people or more": directly after, or after one noun.

    Phrases of several words may stand farther: "438 kidnappings for ransom at the least".
    """
    for start in range(last + 1, min(len(tokens), last + 2 + _REACH_OF_AFTER)):
        far = start > last + 2
        if far and (tokens[start - 1].is_number or tokens[start - 1].low in _ENDS_PHRASE):
            break
        for phrase, meaning in words.phrases("after").get(tokens[start].low, ()):
            stop = start + len(phrase)
            if far and len(phrase) < 3 and phrase not in _PLAIN:
                continue
            if tuple(t.low for t in tokens[start:stop]) == phrase and not _is_next(tokens, stop):
                return Compared(_named(meaning), last, stop - 1)
        if tokens[start].low == "-":
            continue
    return None


def _is_next(tokens: Sequence[Token], stop: int) -> bool:
    """The phrase belongs to a figure that follows it: "12 dead, at least 5 hurt"."""
    follower = tokens[stop] if stop < len(tokens) else None
    return bool(follower and (follower.is_number or follower.low in ("a", "one", "two", "un")))


def _said_after(tokens: Sequence[Token], last: int, words: Lexicon) -> Compared | None:
    """ "24,653 is a bare minimum": a copula and a bounding word within eight tokens."""
    rest = [token.low for token in tokens[last + 1 : last + 20]]
    for copula in ("is", "calls", "called", "was", "be", "est", "are", "remains"):
        if copula in rest:
            after = rest[rest.index(copula) + 1 :][:6]
            text = " ".join(after).replace(" - ", "-")
            if any(bound in text for bound in words.words("bound_after")):
                return Compared("at_least", last, last)
    return None


def _is_bar(tokens: Sequence[Token], first: int) -> bool:
    """ "Does not allow for more than 26,000"."""
    lows = [token.low for token in tokens[max(0, first - 5) : first]]
    return bool({"not", "t"} & set(lows)) and bool({"allow", "permit", "exceed"} & set(lows))


def _never(tokens: Sequence[Token], first: int, words: Lexicon) -> int | None:
    """The place of "never" in the eight tokens before "more than"."""
    never = words.words("never")
    for at in range(first - 1, max(-1, first - _REACH_OF_NEVER), -1):
        if tokens[at].low in never:
            return at
        if tokens[at].low in (".", ";", ":"):
            return None
    return None

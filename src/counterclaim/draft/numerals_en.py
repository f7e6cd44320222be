"""English number words: "twenty-four", "a hundred and six", "half a million", "two dozen"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from counterclaim.draft.language import Token

Number = int | float
_UNITS = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2
    )
}
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
_ORDINALS = {
    word: value
    for value, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
        ],
        1,
    )
}
_FIXED = {"twice": 2, "thrice": 3, "single": 1, "lone": 1, "trio": 3, "dozen": 12, "quartet": 4}


def spelled(value: int) -> str:
    """``42`` as "forty-two"; empty for numbers that are printed in digits, 100 and above."""
    if value >= 100:
        return ""
    units = {number: word for word, number in _UNITS.items()}
    tens = {number: word for word, number in _TENS.items()}
    if value in units:
        return units[value]
    return "-".join([tens[value - value % 10], *([units[value % 10]] if value % 10 else [])])


def english_words(
    tokens: Sequence[Token], at: int
) -> tuple[int, Number, Literal["word", "ordinal"]] | None:
    """Last token, value and kind of the number that is spelled from ``at`` on, or ``None``."""
    words = [token.low for token in tokens[at : at + 14]]
    if words[0] in _ORDINALS:
        return at, _ORDINALS[words[0]], "ordinal"
    found = _fixed(words) or _cardinal(words)
    return (at + found[0] - 1, found[1], "word") if found else None


def _fixed(words: list[str]) -> tuple[int, Number] | None:
    """Halves, dozens, pairs: number of words used and value."""
    if words[:2] in (["a", "couple"], ["a", "pair"]):
        return 2 + (words[2:3] == ["of"]), 2
    if words[0] == "half" or words[:2] == ["a", "half"]:
        return _half(words)
    if words[0] in ("a", "one") and words[1:2] == ["dozen"]:
        return 2, 12
    if words[0] == "a" and words[1:2] and words[1] in ("single", "lone"):
        return 2, 1
    return (1, _FIXED[words[0]]) if words[0] in _FIXED else None


def _half(words: list[str]) -> tuple[int, Number] | None:
    """ "Half a million", "a half-million", "half-dozen"; a bare half is no number."""
    used = 1 if words[0] == "half" else 2
    while words[used : used + 1] and words[used] in ("a", "-"):
        used += 1
    scale = {**_SCALES, "dozen": 12}.get(words[used] if used < len(words) else "")
    return (used + 1, scale // 2) if scale else None


def _cardinal(words: list[str]) -> tuple[int, Number] | None:
    used, total, group = 0, 0, 0
    seen = False
    while used < len(words):
        step = _step(words, used, seen)
        if step is None:
            break
        width, kind, value = step
        if kind == "scale":
            total, group = total + (group or 1) * value, 0
        elif kind == "hundred":
            group = (group or 1) * 100
        elif seen and not _may_add(group, value):
            break
        else:
            group += value
        used, seen = used + width, True
    if not seen:
        return None
    return _with_half_or_dozen(words, used, total + group)


def _step(words: list[str], used: int, seen: bool) -> tuple[int, str, int] | None:
    """The next part: words used, what it does, its value."""
    word, following = words[used], words[used + 1] if used + 1 < len(words) else ""
    if word == "a" and not seen and following in ("hundred", "thousand", "million", "billion"):
        return (2, "hundred", 100) if following == "hundred" else (2, "scale", _SCALES[following])
    if word in ("and", "-") and seen:
        rest = _step(words, used + 1, True) if used + 1 < len(words) else None
        joins = rest and rest[1] == "add" and _joins(words, used)
        return (rest[0] + 1, rest[1], rest[2]) if rest and joins else None
    if word in _UNITS:
        return 1, "add", _UNITS[word]
    if word in _TENS:
        return 1, "add", _TENS[word]
    if seen and word == "hundred":
        return 1, "hundred", 100
    return (1, "scale", _SCALES[word]) if seen and word in _SCALES else None


def _joins(words: list[str], used: int) -> bool:
    """ "Twenty-four" and "hundred and six", not "two and three"."""
    before = words[used - 1]
    if words[used] == "-":
        return before in _TENS
    return before in _SCALES or before == "hundred"


def _may_add(group: int, value: int) -> bool:
    """A unit follows tens or hundreds, tens follow hundreds."""
    if value >= 10:
        return group % 100 == 0
    return group % 10 == 0 and (group % 100 != 10)


def _with_half_or_dozen(words: list[str], used: int, value: int) -> tuple[int, Number]:
    rest = words[used : used + 4]
    if rest[:3] == ["and", "a", "half"]:
        scale = _SCALES.get(rest[3] if len(rest) > 3 else "", 0)
        return (used + 4, int((value + 0.5) * scale)) if scale else (used + 3, value + 0.5)
    if rest[:1] == ["dozen"]:
        return used + 1, value * 12
    return used, value

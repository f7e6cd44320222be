"""Numbers in tokens: digits with separators, number words, vague words; what each is worth."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from counterclaim.draft.language import Token
from counterclaim.draft.numerals_en import english_words
from counterclaim.draft.numerals_fr import french_words
from counterclaim.draft.vague import VagueRange, vague_words

Number = int | float
NumeralKind = Literal["digits", "word", "round", "vague", "ordinal"]
_GROUPED = re.compile(r"\d{1,3}(?:[,.\u00a0\u202f\u2009’' ]\d{3})+(?:[.,]\d{1,2})?")
_LAKHS = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}")
_SCALES = {
    "en": {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "dozen": 12,
           "bn": 10**9, "mn": 10**6, "lakh": 10**5},
    "fr": {"mille": 1000, "millier": 1000, "milliers": 1000, "million": 10**6,
           "millions": 10**6, "milliard": 10**9, "milliards": 10**9, "douzaines": 12},
}  # fmt: skip
_ORDINAL = re.compile(r"st|nd|rd|th|er|ère|ème|e|eme")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number at tokens ``first`` to ``last`` inclusive.

    ``round`` is a collective such as *une centaine*; ``vague`` carries a range only.
    ``grouped`` is False where a point may be a decimal point or part groups of thousands.
    """

    first: int
    last: int
    kind: NumeralKind
    value: Number | None
    low: Number | None = None
    high: Number | None = None
    certain: bool = True


def find_numerals(
    tokens: Sequence[Token], language: str, vague: Mapping[str, VagueRange]
) -> list[Numeral]:
    """The numerals of a sentence, left to right, none overlapping."""
    found: list[Numeral] = []
    at = 0
    while at < len(tokens):
        numeral = _numeral_at(tokens, at, language, vague)
        if numeral:
            found.append(numeral)
        at = numeral.last + 1 if numeral else at + 1
    return found


def _numeral_at(
    tokens: Sequence[Token], at: int, language: str, vague: Mapping[str, VagueRange]
) -> Numeral | None:
    words = vague_words(tokens, at, language, vague)
    if words:
        return Numeral(at, words[0], "vague", None, words[1].low, words[1].high)
    if tokens[at].is_number:
        return _digits(tokens, at, language)
    read: Callable[[Sequence[Token], int], tuple[int, Number, NumeralKind] | None]
    read = french_words if language == "fr" else english_words
    spelled = read(tokens, at)
    return Numeral(at, spelled[0], spelled[2], spelled[1]) if spelled else None


def _digits(tokens: Sequence[Token], at: int, language: str) -> Numeral:
    value, certain = number_of(tokens[at].text, language)
    follower = tokens[at + 1] if at + 1 < len(tokens) else None
    if follower and follower.start == tokens[at].end and _ORDINAL.fullmatch(follower.low):
        return Numeral(at, at + 1, "ordinal", value)
    last = at
    scale = _SCALES["fr" if language == "fr" else "en"].get(follower.low) if follower else None
    if scale and (scale != 100 or value < 100):
        value, last, certain = _tidy(value * scale), at + 1, True
    return Numeral(at, last, "digits", value, certain=certain)


def number_of(text: str, language: str) -> tuple[Number, bool]:
    """The worth of digits, and False where ``1.500`` may be a decimal or 1,500."""
    if _LAKHS.fullmatch(text):
        return int(text.replace(",", "")), True
    if not _GROUPED.fullmatch(text):
        return _tidy(float(text.replace(",", "."))) if not text.isdigit() else int(text), True
    fraction = re.search(r"[.,]\d{1,2}$", text)
    whole = text[: fraction.start()] if fraction else text
    digits = int(re.sub(r"\D", "", whole))
    doubtful = text.count(".") == 1 and not fraction and ("," not in text)
    doubtful = doubtful or (language == "fr" and text.count(",") == 1 and not fraction)
    return digits + float("0." + fraction[0][1:]) if fraction else digits, not doubtful


def _tidy(value: float) -> Number:
    return int(value) if value == int(value) else round(value, 6)

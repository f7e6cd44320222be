"""Vague number words and the ranges that a case gives them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from counterclaim.draft.language import Token

Number = int | float


@dataclass(frozen=True, slots=True)
class VagueRange:
    """What a vague word allows; ``high`` is ``None`` where it names no upper bound."""

    low: Number
    high: Number | None


VAGUE: Mapping[str, VagueRange] = {
    "dozens": VagueRange(24, 99),
    "scores": VagueRange(40, 99),
    "tens": VagueRange(20, 99),
    "several dozen": VagueRange(24, 99),
    "hundreds": VagueRange(200, 999),
    "several hundred": VagueRange(300, 999),
    "thousands": VagueRange(2000, 9999),
    "several thousand": VagueRange(2000, 9999),
    "tens of thousands": VagueRange(20_000, 99_999),
    "hundreds of thousands": VagueRange(200_000, 999_999),
    "millions": VagueRange(2_000_000, 9_999_999),
    "several": VagueRange(3, 9),
    "a handful": VagueRange(3, 9),
    "a few": VagueRange(3, 9),
    "multiple": VagueRange(2, None),
}
"""Default ranges; the keys are the English words, also for their French counterparts."""

_PHRASES = {
    "en": {
        "hundreds of thousands": "hundreds of thousands",
        "tens of thousands": "tens of thousands",
        "dozens of thousands": "tens of thousands",
        "many thousands": "several thousand",
        "several thousand": "several thousand",
        "several thousands": "several thousand",
        "a few thousand": "several thousand",
        "several hundreds": "several hundred",
        "several hundred": "several hundred",
        "many hundreds": "several hundred",
        "a few hundred": "several hundred",
        "several dozen": "several dozen",
        "several dozens": "several dozen",
        "a few dozen": "several dozen",
        "many dozens": "several dozen",
        "dozens": "dozens",
        "tens of": "tens",
        "scores": "scores",
        "hundreds": "hundreds",
        "thousands": "thousands",
        "millions": "millions",
        "several": "several",
        "a handful": "a handful",
        "a few": "a few",
        "multiple": "multiple",
        "numerous": "multiple",
    },
    "fr": {
        "centaines de milliers": "hundreds of thousands",
        "dizaines de milliers": "tens of thousands",
        "plusieurs centaines": "several hundred",
        "quelques centaines": "several hundred",
        "plusieurs milliers": "several thousand",
        "quelques milliers": "several thousand",
        "plusieurs dizaines": "several dozen",
        "quelques dizaines": "dozens",
        "dizaines": "dozens",
        "centaines": "hundreds",
        "milliers": "thousands",
        "millions": "millions",
        "plusieurs": "several",
        "quelques": "a few",
        "une poignée": "a handful",
        "de nombreux": "multiple",
        "de nombreuses": "multiple",
    },
}
_SPLIT = {
    language: sorted(((tuple(k.split()), v) for k, v in table.items()), key=lambda p: -len(p[0]))
    for language, table in _PHRASES.items()
}
_FIRST = {lang: frozenset(words[0] for words, _ in table) for lang, table in _SPLIT.items()}


def vague_words(
    tokens: Sequence[Token], at: int, language: str, table: Mapping[str, VagueRange]
) -> tuple[int, VagueRange] | None:
    """Last token and range of the vague phrase that opens at ``at``, or ``None``."""
    language = language if language == "fr" else "en"
    if tokens[at].low not in _FIRST[language]:
        return None
    words = tuple(token.low for token in tokens[at : at + 4])
    for phrase, key in _SPLIT[language]:
        if words[: len(phrase)] == phrase and not _is_number_word(phrase, words):
            found = table.get(key) or VAGUE[key]
            return at + len(phrase) - 1, found
    return None


def _is_number_word(phrase: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """A bare "quelques" before digits is the comparator *about*."""
    follower = words[len(phrase)] if len(words) > len(phrase) else ""
    return phrase == ("quelques",) and follower.isdigit()


def with_default_ranges(
    table: Mapping[str, tuple[Number, Number | None] | VagueRange] | None,
) -> dict[str, VagueRange]:
    """The default ranges with those of a case written over them."""
    given = {
        word: entry if isinstance(entry, VagueRange) else VagueRange(*entry)
        for word, entry in (table or {}).items()
    }
    return {**VAGUE, **given}


__all__ = ["VAGUE", "VagueRange", "vague_words", "with_default_ranges"]

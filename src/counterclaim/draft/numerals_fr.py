"""French number words: "quatre-vingt-dix-sept", "mille deux cents", "une soixantaine"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from counterclaim.draft.language import Token

_UNITS = {
    word: value
    for value, word in enumerate(
        [
            "zéro",
            "un",
            "deux",
            "trois",
            "quatre",
            "cinq",
            "six",
            "sept",
            "huit",
            "neuf",
            "dix",
            "onze",
            "douze",
            "treize",
            "quatorze",
            "quinze",
            "seize",
        ]
    )
} | {"une": 1}
_TENS = {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60,
         "septante": 70, "huitante": 80, "nonante": 90}  # fmt: skip
_SCALES = {"mille": 10**3, "million": 10**6, "millions": 10**6, "milliard": 10**9,
           "milliards": 10**9}  # fmt: skip
_ROUND = {"dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30,
          "quarantaine": 40, "cinquantaine": 50, "soixantaine": 60, "centaine": 100,
          "millier": 1000, "demi": 0}  # fmt: skip
_ORDINALS = {
    word: value
    for value, word in enumerate(
        [
            "deuxième",
            "troisième",
            "quatrième",
            "cinquième",
            "sixième",
            "septième",
            "huitième",
            "neuvième",
            "dixième",
        ],
        2,
    )
} | {"premier": 1, "première": 1, "seconde": 2}


def french_words(
    tokens: Sequence[Token], at: int
) -> tuple[int, int, Literal["word", "round", "ordinal"]] | None:
    """Last token, value and kind of the number that is spelled from ``at`` on, or ``None``."""
    words = [token.low for token in tokens[at : at + 14]]
    if words[0] in _ORDINALS:
        return at, _ORDINALS[words[0]], "ordinal"
    if found := _round(words):
        return at + found[0] - 1, found[1], "round"
    cardinal = _cardinal(words)
    return (at + cardinal[0] - 1, cardinal[1], "word") if cardinal else None


def _round(words: list[str]) -> tuple[int, int] | None:
    """ "Une centaine", "deux douzaines", "une demi-douzaine": words used and value."""
    article = words[0] in ("une", "un", "la", "cette")
    if (
        article
        and words[1:2]
        and words[1] in ("«", "“", '"')
        and _ROUND.get(words[2] if len(words) > 2 else "")
    ):
        return 3, _ROUND[words[2]]
    if article and words[1:3] == ["demi", "-"]:
        value = {"douzaine": 6, "millier": 500, "million": 500_000}.get("".join(words[3:4]))
        return (4, value) if value else None
    if words[1:2] == ["douzaines"] and words[0] in _UNITS:
        return 2, 12 * _UNITS[words[0]]
    if article and len(words) > 1 and _ROUND.get(words[1]):
        half = words[2:5] in (["et", "demie"], ["et", "demi"])
        return 2 + 2 * half, _ROUND[words[1]] * 3 // 2 if half else _ROUND[words[1]]
    return None


def _cardinal(words: list[str]) -> tuple[int, int] | None:
    used, total, group, seen = 0, 0, 0, False
    while used < len(words):
        joined = used + (seen and words[used] in ("-", "et"))
        word = words[joined] if joined < len(words) else ""
        if joined > used and not _joins(words, used, word):
            break
        grown = _grow(total, group, word, seen)
        if grown is None:
            break
        (total, group), seen, used = grown, True, joined + 1
    return (used, total + group) if seen else None


def _joins(words: list[str], used: int, word: str) -> bool:
    """ "Vingt et un" and hyphens between number words; not "deux et trois"."""
    if words[used] == "et":
        return words[used - 1] in _TENS and word in ("un", "une", "onze")
    return word in _UNITS or word in _TENS or word in _SCALES or word in ("cent", "cents", "vingts")


def _grow(total: int, group: int, word: str, seen: bool) -> tuple[int, int] | None:
    if word in _SCALES and (seen or word == "mille"):
        return total + (group or 1) * _SCALES[word], 0
    if word in ("cent", "cents"):
        return (total, (group or 1) * 100) if group < 10 else None
    if word in ("vingt", "vingts") and group % 100 == 4:
        return total, group + 76
    if word in _TENS and group % 100 == 0:
        return total, group + _TENS[word]
    if word in _UNITS and (not seen or _may_add(group, _UNITS[word])):
        return total, group + _UNITS[word]
    return None


def _may_add(group: int, value: int) -> bool:
    rest = group % 100
    if rest in (60, 80):
        return value <= 19
    if rest in (10, 70, 90):
        return 7 <= value <= 9
    return rest == 0 or (rest % 10 == 0 and rest >= 20 and value < 10)

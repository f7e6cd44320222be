"""Is a text, or a sentence of it, about armed conflict? Other fields share its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from counterclaim.draft.language import Lexicon, Token, singular

_ENOUGH = 3.0
_ENOUGH_OF_SHARED = 4.5
_LEAST_RATE = 0.1


@dataclass(frozen=True, slots=True)
class Field:
    """How much a text speaks of armed conflict, and how much of other things.

    Each number counts different words: ``strong`` are unmistakable, ``soft`` are shared with
    other fields, ``named`` are places and parties of today's wars, ``other`` belong to sport,
    weather, health, trade, science and the like. ``violent`` counts the sentences with both a
    harm and a violent means, ``rate`` the share of sentences with a strong word or two of the
    others, sentences with one of these counting half.
    """

    rate: float
    sentences: int
    strong: int = 0
    soft: int = 0
    named: int = 0
    other: int = 0
    violent: int = 0

    @property
    def evidence(self) -> float:
        """For the field less against it, in words."""
        for_it = 2 * self.strong + self.soft + min(self.named, 3) + min(self.violent, 3)
        return for_it - 1.5 * self.other

    @property
    def holds(self) -> bool:
        """True for reports and essays about armed conflict, False for other fields."""
        marked = self.strong + self.soft + self.named >= 3 or self.strong >= 2
        wanted = _ENOUGH if self.strong >= 2 or self.named else _ENOUGH_OF_SHARED
        return marked and self.evidence >= wanted and self.rate >= _LEAST_RATE


def field_of(sentences: Sequence[Sequence[Token]], words: Lexicon) -> Field:
    """The field of a text, from the tokens of its sentences."""
    seen: dict[str, set[str]] = {name: set() for name in _LISTS}
    marked, violent = 0.0, 0
    for tokens in sentences:
        violent += tells_violence(tokens, words)
        here = {name: _words_of(tokens, name, words) for name in _LISTS}
        shared = len(here["soft_field"]) + len(here["conflict_names"])
        marked += 1 if here["strong_field"] or shared >= 2 else shared / 2
        for name in _LISTS:
            seen[name] |= here[name]
    strong, soft, named, other = (len(seen[name]) for name in _LISTS)
    rate = marked / max(1, len(sentences))
    return Field(rate, len(sentences), strong, soft, named, other, violent)


_LISTS = ("strong_field", "soft_field", "conflict_names", "other_field")


def _words_of(tokens: Sequence[Token], name: str, words: Lexicon) -> set[str]:
    """The words of a list in a sentence, in the singular."""
    lows = [t.low for t in tokens if t.is_word]
    found = {singular(low, words.language) for low in lows if words.holds(name, low)}
    if name == "soft_field":
        found -= {singular(low, words.language) for low in lows if words.holds(_STRONG, low)}
    return found


_STRONG = "strong_field"


def tells_violence(tokens: Sequence[Token], words: Lexicon) -> bool:
    """True where a sentence has both a word of harm and one of violent means."""
    lows = {token.low for token in tokens}
    return bool(lows & words.words("hurt_words")) and bool(lows & words.words("violent_means"))


def strong_words(tokens: Sequence[Token], words: Lexicon) -> set[str]:
    """The unmistakable words of the field in a sentence."""
    return {t.low for t in tokens if t.is_word and words.holds("strong_field", t.low)}


def field_words(tokens: Sequence[Token], words: Lexicon) -> int:
    """How many words of the field, unmistakable or not, a sentence has."""
    return sum(t.is_word and words.holds("field", t.low) for t in tokens)

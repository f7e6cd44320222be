"""Is a text, or a sentence of it, about armed conflict? Other fields share its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from counterclaim.draft.language import Lexicon, Token

_FEW_SENTENCES = 6


@dataclass(frozen=True, slots=True)
class Field:
    """How much a text speaks of armed conflict.

    ``rate`` is the share of sentences with an unmistakable word, ``words`` how many different
    ones there are. ``holds`` tells whether the text as a whole belongs to the field.
    """

    rate: float
    words: int
    sentences: int

    @property
    def holds(self) -> bool:
        """True for reports and essays about armed conflict, False for other fields."""
        if self.sentences <= _FEW_SENTENCES:
            return self.words >= 2
        return self.words >= 4 and self.rate >= 0.12


def field_of(sentences: Sequence[Sequence[Token]], words: Lexicon) -> Field:
    """The field of a text, from the tokens of its sentences."""
    seen: set[str] = set()
    marked = 0
    for tokens in sentences:
        strong = strong_words(tokens, words)
        marked += bool(strong)
        seen |= strong
    return Field(marked / max(1, len(sentences)), len(seen), len(sentences))


def strong_words(tokens: Sequence[Token], words: Lexicon) -> set[str]:
    """The unmistakable words of the field in a sentence."""
    return {t.low for t in tokens if t.is_word and words.holds("strong_field", t.low)}


def field_words(tokens: Sequence[Token], words: Lexicon) -> int:
    """How many words of the field, unmistakable or not, a sentence has."""
    return sum(t.is_word and words.holds("field", t.low) for t in tokens)

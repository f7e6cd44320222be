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
    ones there are, ``violent`` the number of sentences that name a harm and a violent means.
    ``holds`` tells whether the text as a whole belongs to the field.
    """

    rate: float
    words: int
    sentences: int
    violent: int = 0

    @property
    def holds(self) -> bool:
        """True for reports and essays about armed conflict, False for other fields."""
        if self.sentences <= _FEW_SENTENCES:
            return self.words >= 2 or (self.words >= 1 and self.violent >= 1)
        if self.violent >= 2 and self.violent / self.sentences >= 0.12 and self.words >= 2:
            return True
        return (self.words >= 4 and self.rate >= 0.12) or (self.words == 3 and self.rate >= 0.15)


def field_of(sentences: Sequence[Sequence[Token]], words: Lexicon) -> Field:
    """The field of a text, from the tokens of its sentences."""
    seen: set[str] = set()
    marked = violent = 0
    for tokens in sentences:
        violent += tells_violence(tokens, words)
        strong = strong_words(tokens, words)
        marked += bool(strong)
        seen |= strong
    return Field(marked / max(1, len(sentences)), len(seen), len(sentences), violent)


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

"""A document's extracted text and its parts, for checks that read more than the claims."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

Span = tuple[int, int]
_NUMBERS = re.compile(r"\d+")


@dataclass(frozen=True)
class Text:
    """The text of one document; every span is a pair of offsets into ``full``.

    ``sentences`` and ``paragraphs`` are in order of their start; ``captions`` are the lines that
    stand beside an image, chart or table.
    """

    full: str
    sentences: tuple[Span, ...] = ()
    paragraphs: tuple[Span, ...] = ()
    captions: tuple[Span, ...] = ()

    def words(self, span: Span) -> str:
        """The text of a span."""
        return self.full[span[0] : span[1]]

    def sentence_at(self, offset: int) -> Span | None:
        """The sentence that holds the character at ``offset``."""
        return _holding(self.sentences, offset)

    def paragraph_at(self, offset: int) -> Span | None:
        """The paragraph that holds the character at ``offset``."""
        return _holding(self.paragraphs, offset)


def span_of(written: str) -> Span | None:
    """The offsets in a claim's ``span`` cell (``120-131``, ``[120, 131]``), or ``None``."""
    numbers = [int(found) for found in _NUMBERS.findall(written)]
    return (numbers[0], numbers[1]) if len(numbers) == 2 and numbers[0] <= numbers[1] else None


def _holding(spans: tuple[Span, ...], offset: int) -> Span | None:
    at = bisect_right(spans, (offset, 1 << 40)) - 1
    return spans[at] if at >= 0 and offset < spans[at][1] else None

"""Title, authors, date and language: what the file says of itself, else its first lines."""

from __future__ import annotations

import re

from counterclaim.draft.pieces import Layout, Reading, squeeze
from counterclaim.draft.printed_dates import find_date

_LEAD = 8  # blocks in which a byline is looked for
_BY = re.compile(r"^(?:written\s+)?(?:by|par|de)\s+(?P<names>[^\d|]{3,120})", re.I)
_ROLE = re.compile(
    r"\s+[–—|]\s+.*$|,\s+(?:senior|chief|research|correspond|analyst|fellow|report).*$", re.I
)
_NAME = re.compile(r"(?:[A-ZÀ-Ý][\w.’'-]*[ \xa0]+){1,3}[A-ZÀ-Ý][\w’'-]+$")
_FRENCH = frozenset(
    re.findall(
        r"\S+",
        "le la les des du une dans pour par sur avec est sont été au aux qui que cette "
        "ces leur selon plus ont pas mais après entre ainsi dont",
    )
)
_ENGLISH = frozenset(
    re.findall(
        r"\S+",
        "the of and in to was were is are that by with for from this their has have been "
        "on at which after said according than",
    )
)


def title_of(layout: Layout, reading: Reading) -> str | None:
    """The printed title, else what the file says of itself."""
    for block in layout.blocks[:12]:
        if block.kind == "title":
            return squeeze(layout.text[block.start : block.end])
    return squeeze(reading.title) if reading.title else None


def published_of(layout: Layout, reading: Reading) -> str | None:
    """The file's own date of publication, else the first full date of the byline."""
    if reading.published:
        found = find_date(reading.published)
        if found:
            return found[0]
    entries = [b for b in layout.blocks if _is_date(layout.text[b.start : b.end])]
    for block in layout.blocks[:_LEAD]:
        found = find_date(layout.text[block.start : block.end], partial=False)
        is_entry = len(entries) > 1 and block in entries  # of a log, not of its publication
        if found and block.kind == "byline" and not is_entry:
            return found[0]
    return None


def _is_date(words: str) -> bool:
    """A line that holds a date and nothing else."""
    found = find_date(words, partial=False) if len(words) < 40 else None
    return found is not None and not (words[: found[1]] + words[found[2] :]).strip(" .:,–—-*\n")


def authors_of(layout: Layout, reading: Reading) -> tuple[str, ...]:
    """The file's own authors, else the names of the byline."""
    if reading.authors:
        return tuple(dict.fromkeys(name for name in map(squeeze, reading.authors) if name))
    for block in layout.blocks[:_LEAD]:
        if block.kind == "byline" and (names := _names(layout.text[block.start : block.end])):
            return tuple(names)
    return ()


def _names(words: str) -> list[str]:
    dated = find_date(words, partial=False)
    if dated:
        words = (words[: dated[1]] + " " + words[dated[2] :]).strip(" |,·•–—-")
    said = _BY.match(words)
    bare = _ROLE.sub("", said["names"] if said else words).strip(" ,.")
    parts = re.split(r"\s*,\s*|\s+(?:and|et|&)\s+", bare)
    return [part for part in parts if _NAME.match(part)]


def language_of(text: str) -> str:
    """``fr`` or ``en``, whichever has more of its commonest words in the first 20,000 letters."""
    words = re.findall(r"[^\W\d_]+", text[:20_000].lower())
    french = sum(word in _FRENCH for word in words)
    return "fr" if french > sum(word in _ENGLISH for word in words) else "en"

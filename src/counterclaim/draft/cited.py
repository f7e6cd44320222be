"""Whether a figure stands in the document that is cited for it, where the analyst has that file.

The answer is one of three: found (on page 4), not found, not supplied.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from counterclaim.draft.documents import Progress, read
from counterclaim.draft.notes import CitedDocument
from counterclaim.draft.same_document import normal_title, normal_url
from counterclaim.draft.text import Document, Span
from counterclaim.errors import InputError

Status = Literal["found", "not_found", "not_supplied"]

_SUFFIXES = frozenset({".pdf", ".html", ".htm", ".txt", ".md", ".docx"})
_MAX_FILES = 5_000
_OPENING = 4_000  # characters of a file in which its title is looked for
_SURE = 90.0  # of 100, rapidfuzz similarity
_MIN_WORDS = 3  # words that a title, slug or file name needs to name a document
_SPACE = "[\\s\xa0\u202f\u2009]+"


@dataclass(frozen=True, slots=True)
class Sighting:
    """Where a figure was seen: file, pages (empty if the format has none), spans in its text."""

    status: Status
    file: Path | None = None
    pages: tuple[int, ...] = ()
    spans: tuple[Span, ...] = ()
    reason: str = ""

    @property
    def sentence(self) -> str:
        """``found on page 4``, ``found on pages 4 and 9``, ``not found``, ``not supplied``."""
        if self.status != "found" or not self.pages:
            words = self.status.replace("_", " ")
            return f"{words} ({self.reason})" if self.reason else words
        *head, last = [str(page) for page in self.pages[:6]]
        return f"found on pages {', '.join(head)} and {last}" if head else f"found on page {last}"


class Library:
    """The files of a folder, or of a Zotero storage folder, matched to cited documents.

    Files are opened when they are asked for, each once. Nothing outside the folder is read.
    """

    def __init__(self, folder: Path, progress: Progress | None = None) -> None:
        self.folder, self.progress = folder, progress
        self.files = _files(folder)
        self._openings: dict[Path, tuple[str, str]] = {}
        self._read: dict[Path, Document | str] = {}

    def match(self, cited: CitedDocument) -> Path | None:
        """The file of a cited document: by name, else by the words of its first page."""
        named = [(self._name_score(path, cited), path) for path in self.files]
        best = max(named, default=(0.0, None), key=lambda pair: pair[0])
        if best[0] >= _SURE:
            return best[1]
        for path in self.files:
            if self._opens_as(path, cited):
                return path
        return None

    def look_for(self, forms: Sequence[str], cited: CitedDocument) -> Sighting:
        """Look for a figure, given in all its written forms, in a cited document."""
        path = self.match(cited)
        if path is None:
            return Sighting("not_supplied")
        document = self.open(path)
        if isinstance(document, str):
            return Sighting("not_supplied", path, reason=document)
        return sight(forms, document, path)

    def open(self, path: Path) -> Document | str:
        """The document of a file, or the sentence that says why it cannot be read."""
        if path not in self._read:
            try:
                self._read[path] = read(path, progress=self.progress)
            except InputError as error:
                self._read[path] = error.message
        return self._read[path]

    def _name_score(self, path: Path, cited: CitedDocument) -> float:
        stem = normal_title(path.stem.replace("_", " "))
        return max((_alike(stem, name) for name in _names(cited)), default=0.0)

    def _opens_as(self, path: Path, cited: CitedDocument) -> bool:
        url, opening = self._opening(path)
        if url and cited.fields.url and normal_url(url) == normal_url(cited.fields.url):
            return True
        title = normal_title(cited.fields.title)
        if len(title.split()) < _MIN_WORDS:
            return False
        from rapidfuzz import fuzz

        return title in opening or fuzz.partial_ratio(title, opening) >= _SURE + 3

    def _opening(self, path: Path) -> tuple[str, str]:
        """The address that a saved page tells, and the first words of a file, normalised."""
        if path not in self._openings:
            self._openings[path] = _first_words(path)
        return self._openings[path]


def _files(folder: Path) -> list[Path]:
    found = (path for path in sorted(folder.rglob("*")) if path.suffix.lower() in _SUFFIXES)
    return [path for path, _ in zip(found, range(_MAX_FILES), strict=False) if path.is_file()]


def _first_words(path: Path) -> tuple[str, str]:
    try:
        if path.suffix.lower() == ".pdf":
            from counterclaim.draft.formats.pdf import read_pdf

            reading = read_pdf(path.read_bytes(), path.name, last=2)
            title = f"{reading.title or ''} {reading.layout.text[:_OPENING]}"
            return "", normal_title(title)
        document = read(path)
    except (InputError, OSError):
        return "", ""
    return document.url or "", normal_title(f"{document.title or ''} {document.text[:_OPENING]}")


def _names(cited: CitedDocument) -> Iterable[str]:
    """What a file of this document may be called: its title, or the last part of its address."""
    yield normal_title(cited.fields.title)
    for part in normal_url(cited.fields.url).split("/")[1:]:
        yield normal_title(re.sub(r"\.\w{2,4}$", "", part))


def _alike(stem: str, name: str) -> float:
    """Similarity of a file name and a title, of 100; 0 if either is too short to name anything."""
    if min(len(stem.split()), len(name.split())) < _MIN_WORDS:
        return 0.0
    from rapidfuzz import fuzz

    if len(name) > len(stem) and len(stem) >= 25 and name.startswith(stem):
        return 100.0  # file names are often cut
    whole, inside = fuzz.ratio(stem, name), fuzz.partial_ratio(name, stem)
    return max(whole, inside if len(name) <= len(stem) else 0.0)


def sight(forms: Sequence[str], document: Document, file: Path | None = None) -> Sighting:
    """Where any of the written forms of a figure stands in a document, note marks apart."""
    prose = document.prose
    spans = sorted({hit.span() for form in forms if form for hit in _pattern(form).finditer(prose)})
    pages = [document.page_of(start) for start, _ in spans]
    known = tuple(dict.fromkeys(page for page in pages if page is not None))
    return Sighting("found" if spans else "not_found", file, tuple(sorted(known)), tuple(spans))


def _pattern(form: str) -> re.Pattern[str]:
    """A form as a whole number or whole words: ``500`` is not in ``1,500``, ``6`` not in ``60``."""
    words = [re.escape(word) for word in re.split(r"[\s\xa0\u202f\u2009-]+", form.strip()) if word]
    if form.strip()[:1].isdigit():
        before = r"(?<![\d])(?<!\d[.,\xa0\u202f’'])"
        after = r"(?!\d)(?![.,’']\d)(?![ \xa0\u202f]\d{3}(?!\d))"
        return re.compile(before + "[\\s\xa0\u202f\u2009]".join(words) + after, re.I)
    joint = f"(?:{_SPACE}|-)"
    return re.compile(rf"(?<!\w)(?<!\w-){joint.join(words)}(?!\w)(?!-\w)", re.I)

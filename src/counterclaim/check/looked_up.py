"""Figures looked for in the documents that are cited for them, where the analyst has these."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from counterclaim.check.editor import finding
from counterclaim.check.telling import joined, told
from counterclaim.ledger import Ledger
from counterclaim.model.claim import Claim
from counterclaim.model.finding import Finding
from counterclaim.model.quantity import Number

if TYPE_CHECKING:
    from counterclaim.draft.cited import Sighting, Status
    from counterclaim.draft.notes import Notes

KIND = "not_in_source"
_SEPARATORS = (",", "", " ", "\xa0", "\u202f", ".", "’")


@dataclass(frozen=True)
class LookedUp:
    """Where one claim's figure stands in one document that it cites."""

    claim: str
    document: str
    status: Status
    pages: tuple[int, ...] = ()
    file: str = ""
    reason: str = ""

    @property
    def sentence(self) -> str:
        """``found on page 4``, ``found``, ``not found``, ``not supplied``."""
        words = self.status.replace("_", " ")
        if self.pages:
            noun = "page" if len(self.pages) == 1 else "pages"
            words += f" on {noun} {joined(str(page) for page in self.pages[:6])}"
        return f"{words} ({self.reason})" if self.reason else words


def look_up(
    claims: Iterable[Claim], notes: Notes, folder: Path, words: Mapping[str, str]
) -> tuple[LookedUp, ...]:
    """Every figure in every document that its sentence cites.

    ``words`` are the claims' words as printed, by id. A range is found where both of its ends are.
    """
    from counterclaim.draft.cited import Library

    library = Library(folder)
    known = {document.id: document for document in notes.documents}
    found: list[LookedUp] = []
    for claim in claims:
        forms = forms_of(claim, words.get(claim.id, ""))
        for cited in claim.citations:
            if forms and cited in known:
                sightings = [library.look_for(form, known[cited]) for form in forms]
                found.append(_together(claim.id, cited, sightings))
    return tuple(found)


def findings(ledger: Ledger, looked_up: Sequence[LookedUp]) -> Iterator[Finding]:
    """A note for each figure that none of its cited documents holds, if all are at hand."""
    by_claim: dict[str, list[LookedUp]] = {}
    for one in looked_up:
        by_claim.setdefault(one.claim, []).append(one)
    for id, sought in by_claim.items():
        if {one.status for one in sought} == {"not_found"}:
            yield _finding(ledger, ledger.by_id[id], sought)


def forms_of(claim: Claim, printed: str) -> list[list[str]]:
    """The ways in which each end of a figure may be written; vague words as they stand."""
    if claim.comparator == "vague":
        return [[claim.words or printed]] if claim.words or printed else []
    if claim.comparator == "zero":
        return []
    ends = dict.fromkeys(end for end in (claim.low, claim.best, claim.high) if end is not None)
    return [written(end) for end in ends]


def written(value: Number) -> list[str]:
    """``1500`` as ``1,500``, ``1500``, ``1 500``, ``1.500``; small numbers in words too."""
    if value != int(value):
        return [f"{value:g}", f"{value:g}".replace(".", ",")]
    grouped = f"{int(value):,}"
    forms = [grouped.replace(",", separator) for separator in _SEPARATORS]
    return list(dict.fromkeys([*forms, *_in_words(int(value))]))


def _in_words(value: int) -> list[str]:
    from counterclaim.draft.numerals_en import spelled

    dozen = ["a dozen", "dozen"] if value == 12 else []
    return [word for word in (spelled(value), *dozen) if word]


def _together(claim: str, document: str, sightings: Sequence[Sighting]) -> LookedUp:
    """Found only where every end is; on the pages that hold all of them, else on any."""
    first = sightings[0]
    status: Status = next((s.status for s in sightings if s.status != "found"), "found")
    if status != "found":
        return LookedUp(claim, document, status, (), _name(first.file), first.reason)
    shared = set(first.pages).intersection(*(s.pages for s in sightings[1:]))
    pages = shared or {page for s in sightings for page in s.pages}
    return LookedUp(claim, document, "found", tuple(sorted(pages)), _name(first.file))


def _name(file: Path | None) -> str:
    return file.name if file is not None else ""


def _finding(ledger: Ledger, claim: Claim, sought: Sequence[LookedUp]) -> Finding:
    titles = [
        ledger.document_of[s.document].title for s in sought if s.document in ledger.document_of
    ]
    where = joined(f"“{title}”" for title in titles) or "the cited document"
    return finding(
        ledger,
        KIND,
        "note",
        "not_checkable",
        [claim],
        f"{told(ledger, claim)}: the figure is not found in {where}, which the sentence cites.",
        "Give the page, or move the note to what the document does say.",
        rests_on=("low", "best", "high", "citations"),
        members=[s.document for s in sought],
    )

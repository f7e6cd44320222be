"""One source under several numbers: a housekeeping count, never more than a note."""

from __future__ import annotations

import re
from collections.abc import Iterator

from counterclaim.ledger import Ledger
from counterclaim.model.finding import Finding, content_hash, finding_id
from counterclaim.model.source import Citation, Document

KIND = "repeated_source"
# Where in the citing text the note stands, rather than where in the source its words are.
_NOTE = re.compile(r"(?:foot|end)?notes?\b|n\.\s*\d", re.IGNORECASE)
_NOTE_NUMBER = re.compile(r"(?:(?:foot|end)?note|n\.)\s*(\d+)\b", re.IGNORECASE)


def findings(ledger: Ledger) -> Iterator[Finding]:
    """One note that counts the documents which stand under more than one citation."""
    numbers: dict[str, list[Citation]] = {}
    same = _same_documents(ledger)
    for citation in ledger.citations:
        place = "" if _NOTE.match(citation.locator) else citation.locator
        key = f"{same.get(citation.document, citation.document)}\x1f{place}"
        numbers.setdefault(key, []).append(citation)
    repeated = {key: notes for key, notes in sorted(numbers.items()) if len(notes) > 1}
    if repeated:
        yield _finding(repeated)


def _same_documents(ledger: Ledger) -> dict[str, str]:
    """Documents of one address (or one title of one day) to the first of them."""
    first: dict[object, str] = {}
    return {d.id: first.setdefault(_identity(d), d.id) for d in ledger.documents}


def _identity(document: Document) -> object:
    if document.url:
        return document.url.casefold().rstrip("/")
    return (document.title.casefold(), document.date) if document.title else document.id


def _finding(repeated: dict[str, list[Citation]]) -> Finding:
    extra = sum(len(notes) - 1 for notes in repeated.values())
    shown = "; ".join(" = ".join(map(_number, notes)) for notes in list(repeated.values())[:8])
    sources = "One source stands" if len(repeated) == 1 else f"{len(repeated)} sources stand"
    more = "one note" if extra == 1 else f"{extra} notes"
    return Finding(
        id=finding_id(KIND, list(repeated)),
        kind=KIND,
        severity="note",
        verdict="consistent",
        explanation=f"{sources} under several numbers, {more} more than needed: {shown}.",
        settle="Merge them, or use ibid. where the house style has it.",
        figures={"sources": len(repeated), "repeats": extra},
        content_hash=content_hash(
            f"{key} {[note.id for note in notes]}" for key, notes in repeated.items()
        ),
    )


def _number(citation: Citation) -> str:
    """The note as the text numbers it, or the name that the case gives it."""
    found = _NOTE_NUMBER.match(citation.locator)
    return f"note {found[1]}" if found else citation.id

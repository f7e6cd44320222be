"""One source under several numbers: a housekeeping count, never more than a note."""

from __future__ import annotations

import re
from collections.abc import Iterator

from counterclaim.ledger import Ledger
from counterclaim.model.finding import Finding, content_hash, finding_id
from counterclaim.model.source import Document

KIND = "repeated_source"
# Where in the citing text the note stands, rather than where in the source its words are.
_NOTE = re.compile(r"(?:foot|end)?notes?\b|n\.\s*\d", re.IGNORECASE)


def findings(ledger: Ledger) -> Iterator[Finding]:
    """One note that counts the documents which stand under more than one citation."""
    numbers: dict[str, list[str]] = {}
    same = _same_documents(ledger)
    for citation in ledger.citations:
        place = "" if _NOTE.match(citation.locator) else citation.locator
        key = f"{same.get(citation.document, citation.document)}\x1f{place}"
        numbers.setdefault(key, []).append(citation.id)
    repeated = {key: ids for key, ids in sorted(numbers.items()) if len(ids) > 1}
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


def _finding(repeated: dict[str, list[str]]) -> Finding:
    extra = sum(len(ids) - 1 for ids in repeated.values())
    shown = "; ".join(" = ".join(ids) for ids in list(repeated.values())[:8])
    return Finding(
        id=finding_id(KIND, list(repeated)),
        kind=KIND,
        severity="note",
        verdict="consistent",
        explanation=f"{len(repeated)} sources stand under several numbers, {extra} notes more than "
        f"needed: {shown}.",
        settle="Merge them, or use ibid. where the house style has it.",
        figures={"sources": len(repeated), "repeats": extra},
        content_hash=content_hash(f"{key} {ids}" for key, ids in repeated.items()),
    )

"""An audit as text and as JSON; the page and the Word document have files of their own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from counterclaim.check.audit import Audit
from counterclaim.draft.claims import DraftClaim
from counterclaim.model.finding import Finding
from counterclaim.report.findings import (
    as_json,
    coverage_lines,
    finding_json,
    findings_lines,
    several,
)

Format = Literal["text", "json", "html", "docx"]


def write(
    audit: Audit, format: Format, *, everything: bool = False, original: bytes = b""
) -> bytes:
    """The audit in one of its formats, as bytes.

    ``original`` are the bytes of the document, which the Word form gives back with comments;
    raises ``UnreadableDocument`` where they are no ``.docx``.
    """
    if format == "docx":
        from counterclaim.report.audit_docx import commented

        return commented(audit, original)
    if format == "html":
        from counterclaim.report.audit_page import audit_page

        return audit_page(audit).encode()
    if format == "json":
        return (as_json(audit_json(audit)) + "\n").encode()
    return ("\n".join(_lines(audit, everything)) + "\n").encode()


def audit_json(audit: Audit) -> dict[str, Any]:
    """The audit under the keys that scripts depend on, and all else that the page shows."""
    return {
        "document": _document(audit),
        "findings": [
            {**finding_json(finding), "new": audit.is_new(finding)} for finding in audit.findings
        ],
        "coverage": {**audit.coverage.as_json(), "images": audit.document.images},
        "not_checked": dict(audit.unchecked),
        "claims": [_claim(audit, draft) for draft in audit.claims],
        "derived": [_derived(audit, at) for at in range(len(audit.derived))],
        "looked_up": [
            {**vars(one), "pages": list(one.pages), "sentence": one.sentence}
            for one in audit.looked_up
        ],
        "gone": [finding.id for finding in audit.gone],
    }


def _document(audit: Audit) -> dict[str, Any]:
    document, notes = audit.document, audit.notes
    return {
        "file": document.name,
        "format": document.format,
        "title": document.title,
        "published": document.published,
        "pages": document.pages,
        "notes": len(document.notes),
        "distinct_notes": len(notes.distinct),
        "cited_documents": len(notes.documents),
        "issues": [*document.issues, *notes.issues],
    }


def _claim(audit: Audit, draft: DraftClaim) -> dict[str, Any]:
    standing = audit.standings.get(draft.id)
    return {
        **draft.to_json(),
        "mark": standing.mark if standing else "statement",
        "not_checked": standing.reason if standing else "",
        "against_data": audit.verdicts.get(draft.id),
    }


def _derived(audit: Audit, at: int) -> dict[str, Any]:
    one = audit.derived[at]
    low, best, high = one.quantity.ends
    figures = {"low": low, "best": best, "high": high, "unit": one.unit}
    return {
        "sentence": one.sentence, **figures, "claims": list(one.claims),
        "caveats": list(one.caveats),
    }  # fmt: skip


def _lines(audit: Audit, everything: bool) -> Iterator[str]:
    yield _title(audit)
    yield ""
    yield from coverage_lines(audit.coverage)
    yield from not_checked_lines(audit)
    yield from _changed(audit)
    yield ""
    yield from findings_lines(
        audit.findings,
        everything=everything,
        is_new=audit.is_new,
        where=lambda finding: where(audit, finding),
    )
    yield from _computed(audit)
    yield from _sources(audit)


def _title(audit: Audit) -> str:
    document = audit.document
    dated = f", {document.published}" if document.published else ""
    named = f"“{document.title}” ({document.name}{dated})" if document.title else document.name
    return f"Audit of {named}"


def not_checked_lines(audit: Audit) -> Iterator[str]:
    """What could not be checked and why, images that were not read, and how many notes."""
    for reason, number in audit.unchecked.items():
        yield f"  {number} not checked: {reason}"
    document, notes = audit.document, audit.notes
    if document.notes:
        cited = several(len(notes.documents), "document")
        verb = "cites" if len(document.notes) == 1 else "cite"
        told = f"{several(len(document.notes), 'note')} ({len(notes.distinct)} distinct)"
        yield f"  {told} {verb} {cited}"
    for issue in (*document.issues, *notes.issues):
        yield f"  {issue}"


def where(audit: Audit, finding: Finding) -> str:
    """``paragraph 6``: where the first of its claims stands."""
    found = [audit.ledger.by_id[claim].locator for claim in finding.claims if _is_own(audit, claim)]
    return next(iter(found), "")


def _is_own(audit: Audit, claim: str) -> bool:
    known = audit.ledger.by_id.get(claim)
    return known is not None and known.document == audit.document.name


def _changed(audit: Audit) -> Iterator[str]:
    if audit.previous is not None:
        new = sum(audit.is_new(finding) for finding in audit.findings)
        yield f"  since the earlier round: {new} new, {len(audit.gone)} gone"


def _computed(audit: Audit) -> Iterator[str]:
    if audit.derived:
        yield from ("", "Computed from the text's own figures:")
    for one in audit.derived:
        caveats = f" Mind: {'; '.join(one.caveats)}." if one.caveats else ""
        yield f"  - {one.sentence}{caveats}"


def _sources(audit: Audit) -> Iterator[str]:
    if audit.looked_up:
        yield from ("", "Looked for in the cited documents:")
    words = {draft.id: audit.document.words(draft.span) for draft in audit.claims}
    for one in audit.looked_up:
        title = audit.ledger.document_of[one.document].title or one.document
        yield f"  - “{words[one.claim]}” in “{title}”: {one.sentence}"

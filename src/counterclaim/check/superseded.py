"""Claims that cite a source which a newer one has replaced."""

from __future__ import annotations

import re
from collections.abc import Iterator

from counterclaim.check.editor import finding
from counterclaim.check.telling import joined
from counterclaim.ledger import Ledger
from counterclaim.model.claim import Claim
from counterclaim.model.finding import Finding
from counterclaim.model.source import Document

KIND = "superseded_source"
_VERSION = re.compile(r"\b(?:version|release|edition|v\.?)?\s*(\d{1,4}(?:\.\d+)+)\b", re.IGNORECASE)
_REPLACED_BY = ("superseded-by", "superseded_by", "replaced-by")


def findings(ledger: Ledger) -> Iterator[Finding]:
    """Every source that is marked as replaced, or older than a known one of the same title."""
    newest = _newest_versions(ledger)
    for document in sorted(ledger.documents, key=lambda d: d.id):
        newer = _marked(document) or _newer(document, newest)
        claims = _citing(ledger, document) if newer else []
        if claims:
            yield _finding(ledger, document, newer, claims)


def _citing(ledger: Ledger, document: Document) -> list[Claim]:
    return [claim for claim in ledger.in_order if document in ledger.cited(claim)]


def _marked(document: Document) -> str:
    extra = document.model_extra or {}
    return next((str(extra[key]) for key in _REPLACED_BY if extra.get(key)), "")


def _newest_versions(ledger: Ledger) -> dict[str, tuple[tuple[int, ...], str]]:
    """The highest version known of each title, from documents and from the case's data."""
    named = [document.title for document in ledger.documents]
    named += [f"{snap.dataset} {snap.version}" for snap in ledger.snapshots]
    found: dict[str, tuple[tuple[int, ...], str]] = {}
    for title in named:
        key, version = _split(title)
        if version and version > found.get(key, ((), ""))[0]:
            found[key] = (version, title)
    return found


def _newer(document: Document, newest: dict[str, tuple[tuple[int, ...], str]]) -> str:
    key, version = _split(document.title)
    best = newest.get(key)
    return best[1] if version and best and best[0] > version else ""


def _split(title: str) -> tuple[str, tuple[int, ...]]:
    """A title without its version, and the version as numbers."""
    found = _VERSION.search(title)
    if found is None:
        return title.casefold(), ()
    rest = f"{title[: found.start()]} {title[found.end() :]}"
    return " ".join(rest.casefold().split()), tuple(int(n) for n in found[1].split("."))


def _finding(ledger: Ledger, document: Document, newer: str, claims: list[Claim]) -> Finding:
    return finding(
        ledger,
        KIND,
        "warning",
        "stale",
        claims,
        f"“{document.title}”, cited for {joined(claim.id for claim in claims[:6])}, has been "
        f"replaced by “{newer}”.",
        "Check the figures against the newer one, and cite it.",
        rests_on=(),
        members=[document.id],
    )

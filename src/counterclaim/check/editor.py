"""How a check writes its finding: severity, ids, places in the text, what a guess does to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from counterclaim.ledger import Ledger
from counterclaim.ledger.text import span_of
from counterclaim.model.claim import Claim
from counterclaim.model.finding import (
    SEVERITIES,
    Finding,
    Mention,
    Severity,
    Verdict,
    content_hash,
    finding_id,
)

# The fields that decide whether two claims can be compared at all.
SCOPE_FIELDS = ("counts", "actor", "target", "population", "place", "window")
FIGURE_FIELDS = ("low", "best", "high", "comparator", "relation", "operand")
_PLACE = frozenset({"span", "locator"})
ALL_FIELDS = (*SCOPE_FIELDS, *FIGURE_FIELDS, "voice", "status")
_GUESSED = "It rests on a field that was guessed ({fields}): read it as a question."
_LOOSE = "The claims do not say enough about when, where or who: read it as a question."


def finding(
    ledger: Ledger,
    kind: str,
    severity: Severity,
    verdict: Verdict,
    claims: Sequence[Claim],
    explanation: str,
    settle: str = "",
    *,
    rests_on: Iterable[str] = ALL_FIELDS,
    is_loose: bool = False,
    figures: Mapping[str, Any] | None = None,
    caveats: tuple[str, ...] = (),
    weight: float = 0.0,
    members: Iterable[str] = (),
) -> Finding:
    """A finding on ``claims`` in the given order; ``members`` are further ids that identify it.

    If a field of ``rests_on`` was guessed, or ``is_loose``, it is a question and never an error.
    """
    guessed = _guessed(ledger, claims, tuple(rests_on))
    question = bool(guessed) or is_loose
    ids = tuple(dict.fromkeys(claim.id for claim in claims))
    return Finding(
        id=finding_id(kind, [*ids, *members]),
        kind=kind,
        severity="warning" if question and severity == "error" else severity,
        verdict="in_tension" if question and verdict == "contradicted" else verdict,
        claims=ids,
        explanation=_with_doubt(explanation[:1].upper() + explanation[1:], guessed, is_loose),
        settle=settle,
        question=question,
        weight=weight,
        caveats=caveats,
        figures=dict(figures or {}),
        documents=mentions(claims),
        content_hash=content_hash([*map(content, claims), *members]),
    )


def content(claim: Claim) -> str:
    """What a claim says, as one line that changes when the claim does, not when it moves."""
    return "\x1e".join(cell for name, cell in claim.cells().items() if name not in _PLACE)


def mentions(claims: Iterable[Claim]) -> tuple[Mention, ...]:
    """Where in their documents the claims stand, where that is known."""
    spans = ((claim.document, span_of(claim.span)) for claim in claims)
    return tuple(Mention(file=file, span=span) for file, span in spans if span)


def worst_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Errors, warnings, notes; plain findings before questions; the weightiest first."""
    return tuple(
        sorted(
            findings,
            key=lambda f: (SEVERITIES.index(f.severity), f.question, -f.weight, f.kind, f.id),
        )
    )


def _guessed(ledger: Ledger, claims: Iterable[Claim], names: tuple[str, ...]) -> list[str]:
    return [
        f"{field} of {claim.id}"
        for claim in claims
        for field in names
        if ledger.is_guess(claim.id, field)
    ]


def _with_doubt(explanation: str, guessed: list[str], is_loose: bool) -> str:
    if guessed:
        shown = ", ".join(guessed[:3]) + (" …" if len(guessed) > 3 else "")
        return f"{explanation} {_GUESSED.format(fields=shown)}"
    return f"{explanation} {_LOOSE}" if is_loose else explanation

"""Findings: what a check or an assessment concludes, and what it rests on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

Severity = Literal["error", "warning", "note"]
Verdict = Literal[
    "contradicted",
    "contested",
    "in_tension",
    "not_comparable",
    "supported",
    "within_range",
    "consistent",
    "stale",
    "not_checkable",
    "not_separable",
    "not_decided",
]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


class Acceptance(BaseModel):
    """A waiver: by whom, when and why a finding is accepted as it is."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    by: str
    on: str
    reason: str


class Mention(BaseModel):
    """Where in a document a finding points: offsets into the extracted text."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: str
    span: tuple[int, int]


class Finding(BaseModel):
    """A verdict on some claims, with a sentence that reads as an editor's note.

    ``id`` is a hash of kind and members, the same next time; ``content_hash`` covers what the
    members say, so that a waiver reopens when it changes. ``question`` marks a finding that rests
    on a guessed field: never an error. ``weight`` orders findings of one severity, largest first.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    kind: str
    severity: Severity
    verdict: Verdict
    claims: tuple[str, ...] = ()
    explanation: str
    settle: str = ""
    question: bool = False
    weight: float = 0.0
    caveats: tuple[str, ...] = ()
    figures: dict[str, Any] = {}
    documents: tuple[Mention, ...] = ()
    content_hash: str = ""
    accepted: Acceptance | None = None


def finding_id(kind: str, members: Iterable[str]) -> str:
    """The same twelve letters for the same kind and members, in whatever order they come."""
    text = "\x1f".join([kind, *sorted(set(members))])
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def content_hash(contents: Iterable[str]) -> str:
    """A hash of what the members say, in whatever order they come."""
    return hashlib.sha256("\x1f".join(sorted(contents)).encode()).hexdigest()[:16]

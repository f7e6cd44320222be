"""The kinds of assessment: one file, one line here, one test, one entry in the docs.

Kinds are named here and loaded when a case declares them, so that nothing slow is imported before.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from counterclaim.assess.assessment import Assessment

KINDS: tuple[tuple[str, str], ...] = (
    ("artefacts", "Artefacts"),
    ("reciprocity", "Reciprocity"),
    ("comparison", "Comparison"),
    ("trend", "Trend"),
    ("change", "Change"),
    ("change_date", "ChangeDate"),
    ("neighbours", "Neighbours"),
    ("succession", "Succession"),
    ("totals", "Totals"),
    ("undercount", "Undercount"),
    ("misclassification", "Misclassification"),
    ("multiverse", "Multiverse"),
    ("outlook", "Outlook"),
    ("warnings", "Warnings"),
)
"""Every kind by the word that ``case.yaml`` uses, which is the name of its file, and its class."""

NAMES = tuple(name for name, _ in KINDS)


def kind(name: str) -> type[Assessment[Any]]:
    """The class of a kind; raises ``KeyError`` for a word that is none."""
    found = getattr(import_module(f"counterclaim.assess.kinds.{name}"), dict(KINDS)[name])
    assert isinstance(found, type)
    assert issubclass(found, Assessment)
    return found

"""The model article, from raw text to audit with no human editing.

What an audit should find in it was settled by reading it. A finding is known here by its kind and
by the figures that it rests on; any other error or warning is wrong.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from counterclaim.check.audit import Audit, audit
from counterclaim.model.finding import Finding

pytest.importorskip("spacy")
MOST_WRONG, LEAST_FOUND = 3, 5
Rule = Callable[[Audit, Finding], bool]


@cache
def audited(folder: Path) -> Audit:
    """The audit of the one text in the folder."""
    return audit(next(folder.glob("*.txt")))


@pytest.fixture
def model(shared: Path) -> Audit:
    """The audit of the model article."""
    if not list((shared / "seed").glob("*.txt")):
        pytest.skip("needs the model article, which may not be shipped")
    return audited(shared / "seed")


def figures(found: Audit, finding: Finding) -> set[float | None]:
    """The figures that a finding rests on, patterns by their highest value."""
    claims = [found.ledger.by_id[claim] for claim in finding.claims]
    return {claim.best if claim.best is not None else claim.high for claim in claims}


def of(kind: str, *values: float) -> Rule:
    """A finding of this kind on (at least) these figures."""
    return lambda found, finding: finding.kind == kind and set(values) <= figures(found, finding)


def saying(kind: str, *words: str) -> Rule:
    """A finding of this kind whose explanation holds these words."""
    return lambda found, finding: (
        finding.kind == kind and all(word in finding.explanation for word in words)
    )


HARD: dict[str, Rule] = {
    "core figures without source": of("unsourced_core", 5, 47, 112, 355),
    "five against never more than four": of("logic", 5, 4),
    "a rise every year against none": of("logic", 0),
    "one event as most of the total": of("implausible_part", 300, 355),
    "the army's own figure left out": saying("cited_figure", "203"),
    "army and company told of the company": saying("joint_action_told_of_one", "81"),
    "the army's words told as fact": saying("party_claim_as_fact", "army"),
    "a chart that pools two actors": saying("caption_actors", "africa corps"),
}
ALSO_RIGHT: dict[str, Rule] = {
    "a title that gives the other figure": saying("cited_figure", "300"),
    "the army's capture told of the company": saying("cited_actor", "army"),
    "a date that has passed": saying("expired_forecast", "2025-07-31"),
    "a base before the place was taken": saying("site_before_control", "Kidal"),
    "rival figures for one event": of("logic", 300),
    "deadly attacks with half a death each": of("words_against_ratio", 355),
    "a contested figure without its rival": lambda found, finding: (
        finding.kind == "contested_flattened"
    ),
}


def test_the_hard_contradictions_are_found(model: Audit) -> None:
    """At least five of the eight that a reader finds are found, with nobody's help."""
    found = [name for name, rule in HARD.items() if any(rule(model, f) for f in model.findings)]
    assert len(found) >= LEAST_FOUND, found


def test_hardly_any_finding_is_wrong(model: Audit) -> None:
    """No more than three errors and warnings are not borne out by the text."""
    rules = [*HARD.values(), *ALSO_RIGHT.values()]
    told = [finding for finding in model.findings if finding.severity != "note"]
    wrong = [f.explanation for f in told if not any(rule(model, f) for rule in rules)]
    assert len(wrong) <= MOST_WRONG, wrong


def test_all_notes_are_resolved(model: Audit) -> None:
    """Twenty-three notes, eighteen of them distinct, cite twenty-one documents."""
    assert len(model.document.notes) == 23
    assert len(model.notes.distinct) == 18
    assert len(model.notes.documents) == 21


def test_it_takes_less_than_a_second(model: Audit, shared: Path) -> None:
    """After start-up the article is audited in under a second of processor time."""
    begun = time.process_time()
    audit(next((shared / "seed").glob("*.txt")))
    assert time.process_time() - begun < 1

"""The invented ledger keeps its promises: true claims fit, planted ones are known."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from counterclaim.check.logic import findings
from counterclaim.demo.ledger import invented_ledger


@pytest.mark.parametrize("seed", [3, 11])
def test_every_planted_claim_is_found_and_nothing_else(seed: int) -> None:
    """Of 1,000 claims with 50 planted contradictions exactly the planted are told."""
    invented = invented_ledger(1000, 50, seed)
    found = {claim for finding in findings(invented.ledger) for claim in finding.claims}
    assert found == invented.planted_claims


def test_a_ledger_that_can_be_true_gives_no_finding() -> None:
    """Claims drawn from one truth, by whatever voice, are left alone."""
    assert list(findings(invented_ledger(400, 0, 5).ledger)) == []


def test_the_order_of_the_claims_changes_nothing() -> None:
    """Shuffled claims give the same findings, word for word and in the same order."""
    ledger = invented_ledger(300, 20, 7).ledger
    shuffled = list(ledger.claims)
    Random(1).shuffle(shuffled)
    again = replace(ledger, claims=tuple(shuffled))
    assert list(findings(again)) == list(findings(ledger))


def test_the_same_seed_gives_the_same_ledger() -> None:
    """An invented ledger can be named by its seed."""
    assert invented_ledger(60, 8, 2) == invented_ledger(60, 8, 2)
    assert invented_ledger(60, 8, 2) != invented_ledger(60, 8, 3)


def test_each_contradiction_needs_all_of_its_claims() -> None:
    """Without one of its claims a planted contradiction is gone, so none is a bystander."""
    invented = invented_ledger(40, 8, 9)
    for planted in invented.planted:
        dropped = sorted(planted)[0]
        kept = [claim for claim in invented.ledger.claims if claim.id != dropped]
        told = {c for f in findings(invented.ledger.holding(kept)) for c in f.claims}
        assert not planted & told

"""Figures about an actor outside its stated time in the place."""

from __future__ import annotations

import pytest

from counterclaim.check.outside_presence import findings
from counterclaim.model.actor import Actor, ActorRelation
from counterclaim.model.period import Period
from tests.check.invented import claim, ledger

STAY = ActorRelation(
    subject="arda", predicate="present_in", object="Land", valid=Period.parse("2021-12/2025-06")
)
ARDA = Actor(id="arda", name="Arda")


@pytest.mark.parametrize(
    ("window", "told"),
    [
        ("2025-01/2025-07", 1),
        ("2020-03", 1),
        ("2026", 1),
        ("2022/2025", 0),
        ("2025-06-20", 0),
        ("2023", 0),
    ],
)
def test_windows_that_reach_clearly_outside_are_told(window: str, told: int) -> None:
    """A month too late is told; whole years are taken as loosely as they are written."""
    said = claim("c", 81, counts="disappeared", actor="Arda", place="Land", window=window)
    book = ledger(said, actors=(ARDA,), relations=(STAY,))
    assert len(list(findings(book))) == told


def test_other_places_and_later_stays_are_no_breach() -> None:
    """Elsewhere another time holds, and any of several stays is enough."""
    away = claim("c", 8, counts="killed", actor="Arda", place="Other", window="2026-01")
    assert list(findings(ledger(away, actors=(ARDA,), relations=(STAY,)))) == []
    again = STAY.model_copy(update={"valid": Period.parse("2025-12/2026-06")})
    here = away.model_copy(update={"place": "Land"})
    assert list(findings(ledger(here, actors=(ARDA,), relations=(STAY, again)))) == []


def test_a_text_s_own_tenure_counts_and_a_partner_softens_it() -> None:
    """A stay told in the text is a stay; with a partner who remained it is only a note."""
    stay = claim(
        "s",
        kind="relation",
        actor="Arda",
        place="Land",
        window="2021-12/2025-06",
        statement="During their tenure from December 2021 until June 2025 they failed.",
    )
    late = claim(
        "c", 81, counts="disappeared", actor="Arda; Bren", place="Land", window="2025-01/2025-07"
    )
    bren = claim("b", 1, counts="acts", actor="Bren", window="2020")
    (found,) = findings(ledger(stay, late, bren))
    assert (found.severity, set(found.claims)) == ("note", {"c", "s"})

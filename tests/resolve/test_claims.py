from __future__ import annotations

from pathlib import Path

import pytest

from counterclaim.case import Case
from counterclaim.model.claim import Claim, Incident, Judgement
from counterclaim.resolve.claims import offers
from counterclaim.resolve.judgements import judge
from tests.count.rows import tiny_case, ucdp


@pytest.fixture
def case(tmp_path: Path) -> Case:
    """Three events: one that fits, one elsewhere, one months later."""
    made = tiny_case(tmp_path / "case", {})
    fits = {"best": "9", "low": "7", "high": "12"}
    ucdp(made, [
        {"id": 1, **fits},
        {"id": 2, **fits, "where_coordinates": "Ask town", "latitude": "3"},
        {"id": 3, **fits, "day": "2022-09-09"},
    ])  # fmt: skip
    return made


def claim(**fields: object) -> Claim:
    """A claim of ten dead at Birk."""
    base = {"id": "c1", "place": "Birk", "window": "2022-03-05", "actor": "front"}
    return Claim.model_validate(
        {**base, "counts": "killed", "low": 10, "best": 10, "high": 10, **fields}
    )


def test_a_claim_is_offered_the_events_it_may_speak_of(case: Case) -> None:
    """Place, days and actor bring the event; others are not offered."""
    (offer,) = offers(case, claim())
    assert offer.record == "ucdp_ged:1"
    assert offer.figures == "agree"
    assert any("Blue Front" in reason for reason in offer.reasons)


def test_a_figure_outside_the_range_is_said(case: Case) -> None:
    """An event whose deaths cannot be the claim's is offered with that said."""
    (offer,) = offers(case, claim(low=60, best=60, high=60))
    assert offer.figures == "differ"


def test_what_was_judged_goes_first(case: Case) -> None:
    """A verdict stands beside the offer."""
    judged = {"id": "", "kind": "claim_incident", "left": "c1", "right": "ucdp_ged:1", "by": "A"}
    judge(case, Judgement.model_validate({**judged, "verdict": "yes"}))
    assert offers(case, claim())[0].verdict == "yes"


def test_known_incidents_are_offered_too(case: Case) -> None:
    """An incident of the case at that place and time is offered beside the events."""
    case.write("incidents", [Incident.model_validate(
        {"id": "raid", "place": "Birk", "window": "2022-03-04/2022-03-05"}
    )])  # fmt: skip
    assert {offer.record for offer in offers(case, claim())} == {"ucdp_ged:1", "raid"}


def test_without_dates_nothing_is_offered(case: Case) -> None:
    """A claim without a window would fit everything."""
    assert offers(case, claim(window="")) == ()

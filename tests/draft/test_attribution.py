"""The evidence for a doer, weighed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.draft.analysed import Analysed
from counterclaim.draft.attribution import weigh, weights
from counterclaim.draft.claims import DraftClaim, draft_claims
from counterclaim.draft.documents import read
from counterclaim.draft.reader import Reader

STRENGTHS = st.dictionaries(st.sampled_from("abcdef"), st.floats(0, 1), max_size=6)
FOUND = st.dictionaries(st.text(max_size=3), STRENGTHS, min_size=1, max_size=5)
WEIGHTS = st.dictionaries(st.sampled_from("abcdef"), st.floats(-30, 30), max_size=6)


@given(FOUND, WEIGHTS)
def test_beliefs_add_up_to_one(found: dict[str, dict[str, float]], by: dict[str, float]) -> None:
    """Each side gets a share between 0 and 1, and the shares are one whole."""
    belief = weigh(found, by)
    assert belief.keys() == found.keys()
    assert all(0 <= share <= 1 for share in belief.values())
    assert sum(belief.values()) == pytest.approx(1)


@given(FOUND, WEIGHTS, st.floats(0.1, 5))
def test_more_weight_for_a_side_never_lowers_it(
    found: dict[str, dict[str, float]], by: dict[str, float], more: float
) -> None:
    """A piece of evidence that only one side has moves belief towards it."""
    side = next(iter(found))
    found = {**found, side: {**found[side], "its own": 1.0}}
    assert weigh(found, {**by, "its own": more})[side] >= weigh(found, by)[side] - 1e-12


def test_unknown_evidence_weighs_nothing() -> None:
    """Without weights every side is as likely as any other."""
    assert weigh({"a": {"here": 1.0}, "b": {}}, {}) == {"a": 0.5, "b": 0.5}


def test_what_the_grammar_tells_outweighs_the_rest() -> None:
    """The stored weights trust a doer whom the sentence names over a party named elsewhere."""
    by = weights()
    assert by["ruled by sentence"] + by["ruled"] > 0.5
    assert by["observer"] < 0


TEXT = """Dozens die in two attacks

Fighters of the Northern Front stormed a barracks of the Ruritanian army at Tarso on 3 May 2024. The
Northern Front had raided the town before.

Twenty soldiers were killed. Another 15 soldiers were wounded.

Elsewhere a storm killed three people.
"""


def drafts(text: str) -> dict[float, DraftClaim]:
    """The drafts of a text by their low value."""
    found = draft_claims(read(text.encode(), "text.txt"))
    return {draft.low: draft for draft in found if draft.low is not None}


def test_who_attacked_a_sentence_ago_did_it() -> None:
    """A figure of deaths whose sentence names no doer takes the attacker of the text."""
    assert drafts(TEXT)[20].actor == "Northern Front"


def test_an_overruled_rule_leaves_a_guess() -> None:
    """Where the weights give another doer than the rules, he says that he is a guess."""
    text = Analysed(read(TEXT.encode(), "text.txt"), None, None, None, None, "en")
    ruled = {draft.id: draft.actor for draft in Reader(text).ruled()}
    overruled = [draft for draft in Reader(text).read() if draft.actor != ruled[draft.id]]
    assert overruled
    assert {draft.origin["actor"] for draft in overruled} == {"guess"}


def test_a_storm_is_nobodys_deed() -> None:
    """What no party of the text could have done is given to none of them."""
    assert drafts(TEXT)[3].actor == ""

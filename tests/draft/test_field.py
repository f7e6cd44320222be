"""Which texts are about armed conflict: short ones with few words of war, and their neighbours."""

from __future__ import annotations

from pathlib import Path

import pytest

from counterclaim.draft.claims import draft_claims
from counterclaim.draft.documents import read

TEXTS = sorted((Path(__file__).parent / "fields").glob("*.txt"))


@pytest.mark.parametrize(
    "path", [p for p in TEXTS if p.stem.startswith("on")], ids=lambda p: p.stem
)
def test_quiet_texts_of_the_field_give_claims(path: Path) -> None:
    """Exchanges of prisoners, flight, protest, trials and mines are of the field."""
    assert len([d for d in draft_claims(read(path)) if d.weight == "core"]) >= 3


@pytest.mark.parametrize(
    "path", [p for p in TEXTS if p.stem.startswith("off")], ids=lambda p: p.stem
)
def test_violent_words_of_other_fields_give_none(path: Path) -> None:
    """Quakes, matches, hackers and ants have soldiers, attacks and deaths, but no claims."""
    assert [d for d in draft_claims(read(path)) if d.weight == "core"] == []

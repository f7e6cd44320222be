"""Cards say what their datasets hold, and agree with themselves."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from counterclaim.case import Case
from counterclaim.errors import NotFound
from counterclaim.ingest.cards import DATASETS, OWN_SHEET, card, card_of, cards
from counterclaim.ingest.connectors import CONNECTORS
from counterclaim.model.event import (
    DATE_PRECISIONS,
    EVENTS,
    KINDS,
    PLACE_PRECISIONS,
    ROLES,
)

NAMES = {column.name for column in EVENTS}


@pytest.mark.parametrize("dataset", DATASETS)
def test_every_card_maps_only_columns_that_exist(dataset: str) -> None:
    """A card names columns of events on the left, and on the right columns that a layout has."""
    known = card(dataset)
    named = {column for layout in known.forms.values() for column in layout.columns}
    assert set(known.columns) <= NAMES
    assert {theirs for several in known.columns.values() for theirs in several} <= named
    for layout in known.forms.values():
        assert set(layout.required) <= set(layout.columns)
        assert len(set(layout.columns)) == len(layout.columns)


@pytest.mark.parametrize("dataset", DATASETS)
def test_every_card_speaks_the_words_of_the_model(dataset: str) -> None:
    """Kinds, precisions and roles of a card are those of the model, and no class is a default."""
    known = card(dataset)
    assert set(known.codes.get("kind", {}).values()) <= set(KINDS)
    assert set(known.codes.get("date_precision", {}).values()) <= set(DATE_PRECISIONS)
    assert set(known.codes.get("place_precision", {}).values()) <= set(PLACE_PRECISIONS)
    assert {rule.role for rule in known.roles} <= set(ROLES)
    assert {kind for rule in known.roles for kind in rule.kinds} <= set(KINDS)
    assert set(known.answers.direction) <= set(KINDS)
    assert known.licence
    assert known.citation
    assert known.period_rule
    assert all(text.endswith(".") for text in known.caveats.values())


def test_every_dataset_of_events_has_a_connector() -> None:
    """The list of cards and the list of connectors name the same datasets of events."""
    assert set(CONNECTORS) == {known.dataset for known in cards() if known.table == "events"}


def test_layouts_are_told_apart_by_their_columns() -> None:
    """No two layouts have the same columns in the same order."""
    seen = [layout.columns for known in cards() for layout in known.forms.values()]
    assert len(set(seen)) == len(seen)


def test_acled_may_not_be_published_and_ucdp_may() -> None:
    """The terms stand in the cards: no rows of ACLED, open rows of UCDP."""
    assert card("acled").terms == "no_rows"
    assert card("ucdp_ged").terms == "open"


def test_a_new_case_shows_datasets_that_there_are(case: Case) -> None:
    """The commented lines of a new case.yaml name datasets as measures must name them."""
    lines = (case.path / "case.yaml").read_text("utf-8").splitlines()
    measured = [line.split(":")[1].strip() for line in lines if line.startswith("#     dataset:")]
    assert measured == ["ucdp_ged", "own"]
    assert any("order: [ucdp_ged]" in line for line in lines)


def test_own_sheets_share_a_card_and_typing_errors_have_none() -> None:
    """A dataset that only a mapping knows has the card of own sheets; ``card`` alone refuses it."""
    assert card_of("field_notes").dataset == OWN_SHEET
    with pytest.raises(NotFound, match="no card"):
        card("ucdp_gde")


@pytest.mark.parametrize(
    ("file", "dataset", "layout"),
    [
        ("ged251_mali_one_sided_state_2021-12-31_2024.csv", "ucdp_ged", "release"),
        ("ged241_burkina_faso_web_export.csv", "ucdp_ged", "web_export"),
        ("organizedviolencecy_v25_1.csv", "ucdp_totals", "country_year"),
        ("BattleDeaths_v24_1.csv", "ucdp_totals", "dyad_year"),
    ],
)
def test_layouts_have_the_columns_of_real_files(
    shared: Path, file: str, dataset: str, layout: str
) -> None:
    """The columns of a layout are those of the provider's file, in its order."""
    with (shared / "data" / "ucdp" / file).open(encoding="utf-8", newline="") as stream:
        header = next(csv.reader(stream))
    assert tuple(name for name in header if name) == card(dataset).forms[layout].columns

"""The reference says what the code says."""

from __future__ import annotations

import pytest

from docs import generate


@pytest.mark.parametrize("page", generate.PAGES)
def test_the_page_is_what_the_code_says(page: str) -> None:
    """A page of the reference equals what is written from the code: python -m docs.generate."""
    assert (generate.REFERENCE / page).read_text("utf-8") == generate.written(page)


def test_every_page_is_written() -> None:
    """The folder holds no page that nobody writes."""
    assert {file.name for file in generate.REFERENCE.iterdir()} == set(generate.PAGES)


def test_every_column_has_a_meaning() -> None:
    """Every column of every table is explained in one sentence, and no other is."""
    from counterclaim.case.tables import TABLES
    from counterclaim.model.snapshot import Issue

    columns = {name: set(record.model_fields) for name, record in TABLES.items()}
    columns["issues"] = set(Issue.model_fields)
    said = generate.meanings()["tables"]
    assert {name: set(found) for name, found in said.items()} == columns
    assert all(text for found in said.values() for text in found.values())


def test_every_key_has_a_meaning() -> None:
    """Every key of case.yaml is explained in one sentence, and no other is."""
    keys = {
        model.__name__: {field.alias or key for key, field in model.model_fields.items()}
        for model in generate.key_models().values()
    }
    assert {name: set(found) for name, found in generate.meanings()["keys"].items()} == keys


def test_refusals_are_found_in_the_code() -> None:
    """The codes that the table of the design names are among those that were found."""
    known = {"deaths_by_side", "direction", "actor_not_named", "no_rows", "outside_window"}
    assert known <= set(generate.refusals())
    sentences = [sentence for _, sentence in generate.refusals().values()]
    assert (
        sum(len(sentence) > 20 for sentence in sentences) >= len(sentences) - 1
    )  # one is composed

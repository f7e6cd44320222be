"""The analyst's own text with its figures bound."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("pypandoc", reason="needs the extra report")

from counterclaim.case import Case
from counterclaim.errors import NotFound
from counterclaim.report.material import Material, material
from counterclaim.report.own_text import own_report, report_of, unbound
from counterclaim.report.pandoc import read_markdown
from counterclaim.report.tree import plain_text, walk


@pytest.fixture(scope="module")
def known(rich_case: Case) -> Material:
    """What a public report of the invented ledger may use."""
    return material(rich_case)


def text_of(known: Material, text: str) -> str:
    """The words of a report, before method and data."""
    words = plain_text(list(own_report(known, text).blocks))
    return words.partition("Method")[0]


@pytest.mark.parametrize(
    ("bound", "said"),
    [
        ("{{figure civilians_joint 2024}}", "299 people (233-636)"),
        ("{{T1-2024-J}}", "299 people (233-636)"),
        ("{{figure civilians_joint 2022}}", "cannot be separated"),
        ("{{figure civilians_malian 2025}}", "not covered by the data"),
        ("{{figure state_events 2022}}", "25 events (22 with a death)"),
        ("{{claim k1}}", "at least 500 people"),
        ("{{claim k3}}", "hundreds of people"),
        ("{{claim k6}}", "withheld"),
    ],
)
def test_a_binding_is_said_as_an_editor_would(known: Material, bound: str, said: str) -> None:
    """Figures, refusals and claims come out as words that fit into a sentence."""
    assert f"There were {said}" in text_of(known, f"There were {bound}, here.\n")


def test_a_derivation_keeps_its_range(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A quantity computed from claims is printed with its range."""
    from tests.report.invented import rich

    case = rich(tmp_path_factory.mktemp("derived") / "case")
    case.define("derivations", "both", {"op": "sum", "of": ["k1", "k2"]})
    assert "at least 703 people" in text_of(material(case), "In all {{derivation both}}.\n")


def test_what_is_bound_wrongly_is_named_with_its_line(known: Material) -> None:
    """A name that the case does not hold is an error with file, line and what there is."""
    with pytest.raises(NotFound) as caught:
        own_report(known, "First.\n\nThen {{claim k99}}.\n")
    assert caught.value.row == 3
    assert "k1" in str(caught.value.expected)


def test_unbound_numbers_are_warned_about(known: Material) -> None:
    """A number that is bound to nothing is a warning; years, dates and bindings are none."""
    text = "In 2024, on 27 March 2022, {{claim k1}} and 41 others, from 2022-03.\n"
    warnings = own_report(known, text).warnings
    assert len(warnings) == 1
    assert "'41'" in warnings[0]


def test_numbers_in_notes_and_citations_are_nobodys_figures() -> None:
    """Page numbers and note texts are not taken for figures."""
    blocks = read_markdown("A text [@un, p. 12] with a note.^[See volume 3.]\n")["blocks"]
    assert list(unbound(blocks)) == []


def test_blocks_may_be_called_for(known: Material) -> None:
    """A table, a chart, the map and a section stand where the text asks for them."""
    text = "{{table civilians}}\n\n{{chart contested}}\n\n{{map}}\n\n{{section sites}}\n"
    blocks = list(own_report(known, text).blocks)
    places = {dict(n["c"][0][2]).get("name") for n in walk(blocks) if n["t"] == "Div"}
    assert {"chart-civilians", "chart-contested", "map"} <= places
    assert any(n["t"] == "Table" for n in walk(blocks))


def test_method_and_data_are_never_left_out(known: Material) -> None:
    """A text that forgets them gets them at its end, once."""
    words = plain_text(list(own_report(known, "A line.\n\n{{section method}}\n").blocks))
    assert words.count("Source types.") == 1
    assert "Data and licences" in words


def test_markup_of_other_languages_is_text(known: Material) -> None:
    """Raw HTML and TeX in the analyst's text are printed as typed."""
    assert "<script>alert(1)</script>" in text_of(known, "A <script>alert(1)</script> b.\n")


def test_without_a_text_the_default_report_is_made(known: Material) -> None:
    """Its sections stand in the order of the house."""
    heads = [plain_text(b["c"][2]) for b in report_of(known).blocks if b["t"] == "Header"]
    wanted = ["Findings", "The record", "Contested figures", "What is not counted", "Method"]
    assert [h for h in heads if h in wanted] == wanted


def test_citations_of_the_text_are_keys_of_the_sources(known: Material) -> None:
    """A citation in the text cites a document of the case."""
    assert "un" in own_report(known, "A line [@un, p. 4].\n").sources


def test_a_style_of_the_case_folder_is_found_by_name(known: Material, tmp_path: Path) -> None:
    """The text's metadata name a citation style; one that is nowhere is an error."""
    from counterclaim.report.citations import with_notes

    report = own_report(known, "---\ncsl: nowhere\n---\nA line [@un].\n")
    assert report.style == "nowhere"
    with pytest.raises(NotFound, match="no such citation style"):
        with_notes(report, known.ledger.document_of, tmp_path)


def test_a_source_that_is_not_there_is_warned_about(known: Material) -> None:
    """A cited key without a source is named, since no note can be printed for it."""
    (warned,) = own_report(known, "So it is said [@un; @nobody].\n").warnings
    assert "'nobody'" in warned

"""The bibliography out and in."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("pypandoc", reason="needs the extra report")

from counterclaim.case import Case
from counterclaim.errors import DamagedFile, UnknownFormat
from counterclaim.model.source import Document
from counterclaim.report.bibliography import export, read, take_in, write

PAPER = Document.model_validate(
    {
        "id": "ozil2022",
        "type": "article-journal",
        "title": "Counting the <i>dead</i> in Sévaré & elsewhere",
        "author": [{"family": "Özil-Sévaré", "given": "Aïda"}, {"literal": "Working Group"}],
        "container-title": "Journal of Records",
        "volume": "3",
        "page": "10-19",
        "issued": {"date-parts": [[2022, 5, 3]]},
        "URL": "https://example.org/paper",
    }
)


@pytest.mark.parametrize(
    ("form", "ending"), [("csl", ".json"), ("bibtex", ".bib"), ("ris", ".ris")]
)
def test_a_bibliography_comes_back(form: str, ending: str, tmp_path: Path) -> None:
    """What was written in each format is read again: id, authors, outlet, year, address."""
    file = tmp_path / f"sources{ending}"
    file.write_text(write([PAPER], form), encoding="utf-8")  # type: ignore[arg-type]
    (found,) = read(file)
    assert found.id == PAPER.id
    assert found.author[0]["family"] == "Özil-Sévaré"
    assert found.container_title == PAPER.container_title
    assert found.date[:4] == "2022"
    assert found.url == PAPER.url
    assert "Sévaré & elsewhere" in found.title


def test_ris_has_its_lines_in_order() -> None:
    """Type first, end of record last, one author a line, pages apart."""
    lines = write([PAPER], "ris").splitlines()
    assert lines[0] == "TY  - JOUR"
    assert lines[-1] == "ER  - "
    assert "AU  - Özil-Sévaré, Aïda" in lines
    assert {"SP  - 10", "EP  - 19", "DA  - 2022/05/03/"} <= set(lines)


@pytest.mark.parametrize(
    ("form", "ending"), [("csl", ".json"), ("bibtex", ".bib"), ("ris", ".ris")]
)
def test_institutions_names_of_places_and_days_come_back(
    form: str, ending: str, tmp_path: Path
) -> None:
    """A corporate author, a capital within an English title and the day survive every format."""
    report = Document.model_validate(
        {
            "id": "rights-2023",
            "type": "report",
            "title": "The killings at Harun: an account of the UN in 50% of cases",
            "author": [{"literal": "Rights Group in Oland"}, {"family": "Li", "given": "Wei"}],
            "number": "A/12",
            "issued": {"date-parts": [[2023, 5, 14]]},
            "accessed": {"date-parts": [[2024, 2, 3]]},
            "URL": "https://example.org/a_b?x=1&y=2%20z",
        }
    )
    undated = Document.model_validate({"id": "none", "type": "book", "title": "No day given"})
    file = tmp_path / f"sources{ending}"
    file.write_text(write([report, undated], form), encoding="utf-8")  # type: ignore[arg-type]
    found = {document.id: document.csl() for document in read(file)}
    found["rights-2023"].pop("title-short", None)
    assert found == {"rights-2023": report.csl(), "none": undated.csl()}


def test_ris_keeps_the_particles_of_a_name() -> None:
    """Von der Leyen is no Leyen, and Cruz the younger is not the elder."""
    names = [
        {"dropping-particle": "von der", "family": "Leyen", "given": "Anna"},
        {"family": "Cruz", "given": "Juan", "suffix": "Jr."},
    ]
    lines = write([PAPER.model_copy(update={"author": tuple(names)})], "ris").splitlines()
    assert {"AU  - von der Leyen, Anna", "AU  - Cruz, Juan, Jr."} <= set(lines)


def test_an_english_title_keeps_its_capitals(tmp_path: Path) -> None:
    """Names of places in a BibTeX title need no braces to stay names."""
    file = tmp_path / "odd.bib"
    entry = "@article{a, title = {The Massacre at Harun: {UN} File}, year = {n.d.}, note = {x}}"
    file.write_text(f"@string{{j = {{Journal}}}}\n{entry}\n")
    (found,) = read(file)
    assert (found.title, found.issued) == ("The Massacre at Harun: UN File", None)
    assert "language" not in found.csl()


def test_an_entry_of_ris_without_a_key_is_given_one(tmp_path: Path) -> None:
    """Its author and year name it; an institution's name is not split."""
    file = tmp_path / "odd.ris"
    lines = ["TY  - ELEC", "AU  - United Mission in Oland", "TI  - A day", "PY  - 2021///"]
    file.write_text("\n".join([*lines, "Y2  - 2021/03/04/", "ER  - ", ""]))
    (found,) = read(file)
    assert (found.id, found.type, found.date) == ("United-Mission-in-Oland-2021", "webpage", "2021")
    assert found.author == ({"literal": "United Mission in Oland"},)


@pytest.mark.parametrize(
    ("name", "entry"),
    [
        ("two.bib", "@misc{a, title = {X}}\n"),
        ("two.json", '{"id": "a", "title": "X"}'),
    ],
)
def test_two_entries_with_one_key_are_refused(name: str, entry: str, tmp_path: Path) -> None:
    """None of the two is lost in silence."""
    file = tmp_path / name
    file.write_text(f"[{entry}, {entry}]" if name.endswith("json") else entry * 2)
    with pytest.raises(DamagedFile, match="two entries have the same key"):
        read(file)


def test_a_type_that_is_not_said_replaces_none(tmp_path: Path) -> None:
    """A page on the web that comes back as a mere document of BibTeX stays a page."""
    case = Case.create(tmp_path / "case")
    page = Document.model_validate({"id": "p", "type": "webpage", "title": "A page"})
    case.write_sources([page])
    file = tmp_path / "back.bib"
    file.write_text(write([page], "bibtex"), encoding="utf-8")
    assert take_in(case, file) == (0, 0)
    assert case.sources() == (page,)


def test_taking_in_twice_changes_nothing(tmp_path: Path) -> None:
    """New documents are added, known ones merged, and a repetition is silent."""
    case = Case.create(tmp_path / "case")
    file = tmp_path / "more.json"
    file.write_text(write([PAPER], "csl"), encoding="utf-8")
    assert take_in(case, file) == (1, 0)
    assert take_in(case, file) == (0, 0)
    file.write_text(write([PAPER.model_copy(update={"publisher": "A house"})], "csl"))
    assert take_in(case, file) == (0, 1)
    assert case.source(PAPER.id).publisher == "A house"


def test_every_source_of_a_case_goes_out(rich_case: Case, tmp_path: Path) -> None:
    """The file holds as many entries as the case has sources."""
    count = export(rich_case, tmp_path / "all.bib")
    assert count == len(rich_case.sources()) == len(read(tmp_path / "all.bib"))


@pytest.mark.parametrize(("name", "text"), [("a.json", "{not json"), ("a.json", '[{"title": 1}]')])
def test_a_damaged_file_is_refused(name: str, text: str, tmp_path: Path) -> None:
    """The message names the file and the line."""
    file = tmp_path / name
    file.write_text(text)
    with pytest.raises(DamagedFile) as caught:
        read(file)
    assert caught.value.row == 1


def test_another_ending_is_refused(tmp_path: Path) -> None:
    """The message lists the endings that are known."""
    with pytest.raises(UnknownFormat, match="not a bibliography format"):
        read(tmp_path / "sources.xml")

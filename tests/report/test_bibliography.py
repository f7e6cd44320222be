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

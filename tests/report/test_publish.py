"""A case in every format."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from counterclaim.case import Case
from counterclaim.errors import UnknownFormat
from counterclaim.report.publish import Publication, publish
from tests.report.invented import ARABIC, HOSTILE, rich
from tests.report.opened import pdf_text

OFFICE = shutil.which("soffice")


def read(published: Publication, name: str) -> bytes:
    """One output."""
    return (published.folder / name).read_bytes()


def member(published: Publication, name: str, inside: str) -> str:
    """A member of an archive as text."""
    with zipfile.ZipFile(published.folder / name) as archive:
        return archive.read(inside).decode()


def test_an_unknown_format_is_named(rich_case: Case) -> None:
    """A format that is not there is an error that lists those that are."""
    with pytest.raises(UnknownFormat, match="no such report format") as caught:
        publish(rich_case, ["odt"])
    assert "docx" in str(caught.value)


def test_the_docx_has_real_footnotes(published: Publication) -> None:
    """Every cited document stands in a footnote of the document."""
    notes = member(published, "report.docx", "word/footnotes.xml")
    assert "Findings of a mission" in notes
    assert ARABIC in re.sub(r"<[^>]+>", "", notes)
    assert "footnoteReference" in member(published, "report.docx", "word/document.xml")


def test_the_docx_names_nobody_and_no_day(published: Publication) -> None:
    """Its properties hold no creator, editor or date of making."""
    core = member(published, "report.docx", "docProps/core.xml")
    assert not re.search(r"<(dc:creator|cp:lastModifiedBy|dcterms:created)\b[^>]*>[^<]+<", core)


@pytest.mark.skipif(OFFICE is None, reason="needs LibreOffice")
@pytest.mark.slow
def test_a_word_processor_opens_the_docx(published: Publication, tmp_path: Path) -> None:
    """LibreOffice turns it into pages that hold the table and the notes."""
    home = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = [str(OFFICE), home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run(
        [*command, str(published.folder / "report.docx")],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    text = pdf_text((tmp_path / "report.pdf").read_bytes())
    assert "Table 1." in text
    assert "Findings of a mission" in text


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs pdftotext")
def test_the_pdf_has_notes_names_and_page_numbers(published: Publication) -> None:
    """French and Arabic names, footnotes and page numbers are in its text."""
    pages = pdf_text(read(published, "report.pdf")).split("\f")
    whole = "".join(pages)
    assert "Aïda Özil-Sévaré" in whole
    assert "جماعة" in whole
    assert "Findings of a mission" in whole
    assert pages[1].rstrip().endswith("2")


@pytest.mark.skipif(not shutil.which("pdffonts"), reason="needs pdffonts")
def test_every_font_of_the_pdf_is_embedded(published: Publication) -> None:
    """No font is left to the reader's machine."""
    command = ["pdffonts", str(published.folder / "report.pdf")]
    lines = subprocess.run(command, capture_output=True, check=True).stdout.decode().splitlines()
    fonts = [line.split() for line in lines[2:]]
    assert fonts
    assert all(font[-5] == "yes" for font in fonts)


def test_hostile_text_is_that_text_on_the_page(published: Publication) -> None:
    """Markup of any language in a field is printed as it was written."""
    import html

    page = read(published, "report.html").decode()
    shown = html.unescape(re.sub(r"<[^>]+>", "", page)).replace("\n", " ")
    assert HOSTILE in shown
    assert "<script>alert" not in page.replace("\\u003c", "<").split("</main>")[0]


def test_hostile_text_is_that_text_in_the_docx(published: Publication) -> None:
    """The same in the word processor's file."""
    import html

    body = member(published, "report.docx", "word/document.xml")
    assert HOSTILE in html.unescape(re.sub(r"<[^>]+>", "", body))


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs pdftotext")
def test_hostile_text_is_that_text_in_the_pdf(published: Publication) -> None:
    """The same in the PDF, read without its line breaks."""
    words = re.sub(r"\s+", "", pdf_text(read(published, "report.pdf")))
    assert re.sub(r"\s+", "", HOSTILE) in words


def test_the_workbook_holds_numbers_and_no_formulas(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Figures are numbers, text that starts like a formula is text, sources have a sheet."""
    from openpyxl import load_workbook

    case = rich(tmp_path_factory.mktemp("formulas") / "case")
    claims = list(case.table("claims"))
    claims[0] = claims[0].model_copy(update={"statement": "=1+1", "unit": "@SUM(A1)"})
    case.write("claims", claims)
    done = publish(case, ["xlsx", "csv"])
    book = load_workbook(done.folder / "report.xlsx")
    rows = list(book["reported figures"].iter_rows())
    heads = [cell.value for cell in rows[0]]
    first = dict(zip(heads, rows[1], strict=True))
    assert first["low"].value == 500
    assert first["statement"].value == "=1+1"
    assert all(cell.data_type != "f" for row in rows for cell in row)
    assert {"sources", "licences"} <= set(book.sheetnames)
    assert "'=1+1" in (done.folder / "tables" / "reported-figures.csv").read_text()


def test_the_geojson_is_valid_and_draws_no_centroid(published: Publication) -> None:
    """Points are in range and precise; what is known by region is counted and left out."""
    found = json.loads(read(published, "map.geojson"))
    points = [f for f in found["features"] if f["geometry"]["type"] == "Point"]
    assert found["type"] == "FeatureCollection"
    assert {f["properties"]["precision"] for f in points} <= {"exact", "near", ""}
    for feature in points:
        lon, lat = feature["geometry"]["coordinates"]
        assert -180 <= lon <= 180
        assert -90 <= lat <= 90
    assert sum(found["left_out"].values()) > 0
    assert found["licence"] == "CC BY 4.0"


def test_the_crate_lists_every_file_that_it_holds(published: Publication) -> None:
    """The archive's metadata and its members agree, and it conforms to what it says."""
    described = json.loads(member(published, "crate.zip", "ro-crate-metadata.json"))
    graph = {entity["@id"]: entity for entity in described["@graph"]}
    with zipfile.ZipFile(io.BytesIO(read(published, "crate.zip"))) as archive:
        names = set(archive.namelist())
    parts = {part["@id"] for part in graph["./"]["hasPart"]}
    assert parts == names - {"ro-crate-metadata.json"}
    assert "1.1" in graph["ro-crate-metadata.json"]["conformsTo"]["@id"]


def test_every_document_is_in_the_notes(published: Publication) -> None:
    """Sources with a figure and sources without one are cited; withheld ones are not."""
    page = read(published, "report.html").decode()
    notes = page[page.index('class="footnotes') :]
    for title in ("Findings of a mission", ARABIC, "Read and not used", "A post by"):
        assert title in notes


def test_a_report_without_a_note_on_method_says_so_first(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Before any finding the page says that the note is not there."""
    case = rich(tmp_path_factory.mktemp("methodless") / "case")
    text = (case.path / "case.yaml").read_text()
    (case.path / "case.yaml").write_text(text[: text.index("\nmethod:")] + "\n")
    done = publish(case, ["md"])
    report = (done.folder / "report.md").read_text()
    assert "no note on method" in report[: report.index("# Findings")]


def test_the_register_keeps_what_was_printed(rich_case: Case, published: Publication) -> None:
    """Each cell's code is entered with the release, once, however often it is published."""
    rows = [r for r in rich_case.table("register") if r.code == "T1-2024-J"]
    assert [r.release for r in rows] == [published.release]
    assert '"best":299' in rows[0].answer


AGAIN = """
import sys
from counterclaim.case import Case
from counterclaim.report.publish import FORMATS, publish
publish(Case.open(sys.argv[1]), list(FORMATS))
"""


@pytest.mark.slow
def test_a_rerun_elsewhere_is_byte_equal(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Another folder, time zone and locale give the same bytes in every output."""
    first = rich(tmp_path_factory.mktemp("here") / "case")
    second = tmp_path_factory.mktemp("there") / "somewhere else" / "dossier"
    shutil.copytree(first.path, second)
    for folder, zone, tongue in (
        (first.path, "Pacific/Auckland", "C.UTF-8"),
        (second, "America/New_York", "fr_FR.UTF-8"),
    ):
        env = {**os.environ, "TZ": zone, "LC_ALL": tongue, "LANG": tongue}
        subprocess.run([sys.executable, "-c", AGAIN, str(folder)], check=True, env=env)
    left, right = (folder / "out" for folder in (first.path, second))
    names = sorted(p.relative_to(left).as_posix() for p in left.rglob("*") if p.is_file())
    different = [n for n in names if (left / n).read_bytes() != (right / n).read_bytes()]
    assert len(names) > 20
    assert different == []


def test_a_note_that_comes_again_is_a_field_of_the_docx(published: Publication) -> None:
    """A second reference to a note follows its number when an editor adds notes before it."""
    text = member(published, "report.docx", "word/document.xml")
    named = set(re.findall(r"NOTEREF (_Note\d+) ", text))
    assert named
    assert named <= set(re.findall(r'w:name="(_Note\d+)"', text))


def test_notes_of_the_docx_are_numbered_throughout(published: Publication) -> None:
    """No word processor begins again at a heading."""
    text = member(published, "report.docx", "word/document.xml")
    assert re.findall(r'<w:numRestart w:val="(\w+)"', text) == ["continuous"]


def test_small_print_of_the_docx_has_a_style_of_its_own(published: Publication) -> None:
    """Notes under a table are set in a style that is smaller and that a house may change."""
    assert 'w:pStyle w:val="SmallPrint"' in member(published, "report.docx", "word/document.xml")
    assert 'w:styleId="SmallPrint"' in member(published, "report.docx", "word/styles.xml")


def test_no_row_of_the_docx_stands_on_two_pages(published: Publication) -> None:
    """Every row of every table is kept whole."""
    text = member(published, "report.docx", "word/document.xml")
    assert text.count("<w:tr>") == text.count("<w:cantSplit/>") > 0


def test_notes_in_the_page_are_each_printed_once(published: Publication) -> None:
    """No two notes say the same, and every reference leads to a note."""
    page = read(published, "report.html").decode()
    notes = re.findall(r'<li id="fn\d+"><p>(.*?)<a href="#fnref', page, re.DOTALL)
    assert len(notes) == len(set(notes)) > 0
    led = set(re.findall(r'href="#(fn\d+)"', page))
    assert led <= set(re.findall(r'id="(fn\d+)"', page))


def test_the_public_report_prints_no_code_words(published: Publication) -> None:
    """States, kinds and datasets are told in words, and ids of findings stay at the desk."""
    text = read(published, "report.md").decode()
    for word in ("not_separable", "not_recorded", "not_covered", "one_sided", "ucdp_ged 1"):
        assert word not in text
    assert not re.search(r"^- \*\*\w+\.\*\*.* `[0-9a-f]{12}`$", text, re.MULTILINE)

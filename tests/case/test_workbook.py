"""The workbook: nothing is lost on the way out and back, and nothing newer is overwritten."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counterclaim.case import Case
from counterclaim.case.changes import is_untouched
from counterclaim.case.exported import Exported, Key
from counterclaim.case.tables import TABLES
from counterclaim.case.workbook import LEDGER, export, import_, tables_of
from counterclaim.errors import DamagedFile, DefinitionError, TableError
from counterclaim.model.claim import Claim
from counterclaim.model.period import Period

FORMULAS = ("=SUM(A1:A9)", "+1", "-3", "@cmd", "=", "-")
Book = Any


def claim_with(case: Case, **changes: Any) -> None:
    """Change the first claim of the case."""
    first, *rest = case.table("claims")
    case.write("claims", [first.model_copy(update=changes), *rest])


@pytest.fixture
def edited(filled: Case, tmp_path: Path) -> Callable[[Callable[[Book], None]], Path]:
    """Export the filled case, change the workbook, and give its path."""

    def edit(change: Callable[[Book], None]) -> Path:
        file = export(filled, tmp_path / "case.xlsx")
        book = openpyxl.load_workbook(file)
        change(book)
        book.save(file)
        return file

    return edit


def cell(book: Book, sheet: str, row: int, column: str) -> Any:
    """The cell of a row under a heading."""
    header = [heading.value for heading in book[sheet][1]]
    return book[sheet].cell(row, header.index(column) + 1)


def test_everything_comes_back(filled: Case, case: Case, tmp_path: Path) -> None:
    """An export imported into a new case gives the same tables, sources and definitions."""
    changes = import_(case, export(filled, tmp_path / "case.xlsx"))
    assert tables_of(case) == tables_of(filled)
    for name in ("case.yaml", "claims.csv", "actor_names.csv", "relations.csv"):
        assert (case.path / name).read_bytes() == (filled.path / name).read_bytes()
    assert {change.kind for change in changes.rows} == {"added", "changed"}
    assert [change.table for change in changes.of("changed")] == ["case.yaml"]


def test_an_untouched_workbook_changes_nothing(filled: Case, tmp_path: Path) -> None:
    """Importing what was just exported is told as no change, and writes nothing."""
    (filled.path / "sources.json").write_text('[{"id": "s", "title": " a ", "x": "12"}]', "utf-8")
    file = export(filled, tmp_path / "case.xlsx")
    before = {path: path.read_bytes() for path in filled.path.glob("*.*")}
    assert str(import_(filled, file)) == "nothing changed"
    assert {path: path.read_bytes() for path in filled.path.glob("*.*")} == before


CELLS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12) | st.sampled_from(
    (*FORMULAS, "2021-12", "Sévaré", "1e5", "007", "_x0041_", "TRUE", "two\nlines", "'=1", "#REF!")
)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=5))
def test_any_text_comes_back(tmp_path: Path, texts: list[tuple[str, str]]) -> None:
    """Formulas, dates, numbers and accents survive as the texts that they are."""
    folder = tmp_path / f"{abs(hash(tuple(texts)))}"
    left, right = (
        Case.open(folder / n) if (folder / n).exists() else Case.create(folder / n)
        for n in ("left", "right")
    )
    claims = [Claim(id=f"c{n}", statement=a, words=b) for n, (a, b) in enumerate(texts)]
    left.write("claims", claims, left.table("claims"))
    import_(right, export(left, folder / "case.xlsx"))
    assert right.table("claims") == tuple(claims)


def test_line_ends_of_other_programs(filled: Case, edited: Any) -> None:
    """Control characters as workbooks spell them are read as line ends, not as letters."""
    spelled = "one_x000D_\ntwo _x005F_x000D_"
    import_(filled, edited(lambda book: setattr(cell(book, "claims", 2, "note"), "value", spelled)))
    assert filled.table("claims")[0].note == "one\ntwo _x000D_"


def test_cells_are_text_and_formulas_are_harmless(filled: Case, tmp_path: Path) -> None:
    """Every cell is text; one that begins like a formula is marked as quoted text."""
    claim_with(filled, statement=FORMULAS[0], note=FORMULAS[3], window=Period.parse("2021-12"))
    book = openpyxl.load_workbook(export(filled, tmp_path / "case.xlsx"))
    shown = [c for name in LEDGER for row in book[name].iter_rows() for c in row if c.value]
    assert {c.data_type for c in shown} == {"s"}
    assert {c.number_format for c in shown} == {"@"}
    quoted = {c.value for c in shown if c.quotePrefix}
    assert quoted == {FORMULAS[0], FORMULAS[3]}
    assert all(book[name].freeze_panes == "A2" for name in LEDGER)


def test_closed_vocabularies_have_drop_downs(filled: Case, tmp_path: Path) -> None:
    """A column of a closed vocabulary offers its words, in rows that are still empty too."""
    book = openpyxl.load_workbook(export(filled, tmp_path / "case.xlsx"))
    offered: dict[str, list[str]] = {}
    for choice in book["claims"].data_validations.dataValidation:
        sheet, cells = choice.formula1.lstrip("=").split("!")
        first = str(choice.sqref).split(":")[0]
        heading = book["claims"][first.rstrip("0123456789") + "1"].value
        offered[heading] = [c.value for (c,) in book[sheet][cells.replace("$", "")]]
        assert f"{first.rstrip('0123456789')}500" in choice.sqref
    assert {"kind", "counts", "comparator", "status", "reliability", "credibility"} <= set(offered)
    assert offered["kind"] == ["numeric", "relation", "event"]
    assert "never_more_than" in offered["comparator"]


def test_changes_are_told_and_taken(filled: Case, edited: Any) -> None:
    """A changed, an added and a deleted row are listed with before and after, and written."""

    def change(book: Book) -> None:
        cell(book, "claims", 2, "note").value = "seen"
        cell(book, "actors", 6, "id").value = "new"
        cell(book, "actors", 6, "name").value = "Newcomers"
        book["incidents"].delete_rows(2)

    changes = import_(filled, edited(change))
    assert [(c.table, c.kind) for c in changes.rows] == [
        ("actors", "added"),
        ("claims", "changed"),
        ("incidents", "deleted"),
    ]
    assert changes.rows[1].cells == {"note": ("", "seen")}
    assert filled.table("claims")[0].note == "seen"
    assert filled.table("actors")[-1].name == "Newcomers"
    assert filled.table("incidents") == ()


def test_newer_rows_are_kept(filled: Case, edited: Any) -> None:
    """Rows that the case changed, added or deleted since the export stay that way."""
    file = edited(lambda book: None)
    claim_with(filled, note="newer")
    filled.write("claims", [*filled.table("claims"), Claim(id="later")])
    filled.write("incidents", ())
    changes = import_(filled, file)
    assert {(c.table, c.key[0], c.kind) for c in changes.rows} == {
        ("claims", "c-banko", "kept"),
        ("claims", "later", "kept"),
        ("incidents", "inc-banko", "kept"),
    }
    assert filled.table("claims")[0].note == "newer"
    assert filled.table("claims")[-1].id == "later"
    assert filled.table("incidents") == ()


def test_different_cells_of_a_row_are_joined(filled: Case, edited: Any) -> None:
    """A row changed on both sides in different cells keeps both changes."""
    file = edited(lambda book: setattr(cell(book, "claims", 2, "note"), "value", "sheet"))
    claim_with(filled, words="case")
    import_(filled, file)
    first = filled.table("claims")[0]
    assert (first.note, first.words) == ("sheet", "case")


def test_a_cell_changed_on_both_sides_is_a_conflict(filled: Case, edited: Any) -> None:
    """The case's newer cell stays, the sheet's value is shown, other rows are taken."""

    def change(book: Book) -> None:
        cell(book, "claims", 2, "note").value = "sheet"
        cell(book, "claims", 3, "note").value = "taken"

    file = edited(change)
    claim_with(filled, note="case")
    changes = import_(filled, file)
    [conflict] = changes.conflicts
    assert conflict.cells == {"note": ("case", "sheet")}
    assert [claim.note for claim in filled.table("claims")[:2]] == ["case", "taken"]


def test_a_workbook_of_elsewhere_deletes_nothing(filled: Case, case: Case, edited: Any) -> None:
    """A row that this case never gave out is added, not taken for one that was deleted."""
    file = edited(lambda book: None)
    case.write("claims", [filled.table("claims")[0], Claim(id="own")])
    import_(case, file)
    assert {"own", "c-banko", "c-safe"} <= {claim.id for claim in case.table("claims")}


@pytest.mark.parametrize(
    ("value", "shown", "text"),
    [
        (datetime(2021, 12, 1), "mmm\\-yy", "2021-12"),
        (datetime(2021, 12, 1), "yyyy-mm", "2021-12"),
        (date(2022, 3, 27), "yyyy\\-mm\\-dd", "2022-03-27"),
        (datetime(2022, 3, 27), "mm-dd-yy", "2022-03-27"),
        (datetime(2022, 1, 1), "yyyy", "2022"),
        (2022, "General", "2022"),
        (2022.0, "0", "2022"),
    ],
)
def test_spoiled_periods_are_restored(
    filled: Case, edited: Any, value: Any, shown: str, text: str
) -> None:
    """A month, day or year that became a date or number is read as it is shown."""

    def change(book: Book) -> None:
        spoiled = cell(book, "claims", 2, "window")
        spoiled.value, spoiled.number_format = value, shown

    import_(filled, edited(change))
    assert str(filled.table("claims")[0].window) == text


@pytest.mark.parametrize(
    ("column", "value", "shown"),
    [
        ("window", datetime(2026, 12, 21), "d\\-mmm"),
        ("window", datetime(2021, 12, 5), "mmm-yy"),
        ("window", datetime(2021, 12, 1, 8, 30), "yyyy-mm-dd"),
        ("window", 44531, "General"),
        ("statement", datetime(2021, 12, 1), "mmm-yy"),
        ("statement", "=1+1", "General"),
        ("note", True, "General"),
        ("comparator", "roughly", "@"),
    ],
)
def test_what_cannot_be_known_is_refused(
    filled: Case, edited: Any, column: str, value: Any, shown: str
) -> None:
    """A cell whose text is lost is told with file, sheet, row and column; nothing is written."""

    def change(book: Book) -> None:
        spoiled = cell(book, "claims", 3, column)
        spoiled.value, spoiled.number_format = value, shown
        cell(book, "actors", 2, "name").value = "Changed"

    file = edited(change)
    before = tables_of(filled)
    with pytest.raises(TableError) as caught:
        import_(filled, file)
    assert str(caught.value.file) == f"{file}, sheet claims"
    assert caught.value.row == 3
    assert str(caught.value.column).startswith(column)
    assert tables_of(filled) == before


def test_definitions_come_back_checked(filled: Case, edited: Any) -> None:
    """A changed line of case.yaml is taken; one that makes it wrong is refused as a whole."""

    def change(book: Book) -> None:
        book["case.yaml"]["A3"].value = "title: Other"

    import_(filled, edited(change))
    assert filled.definitions.title == "Other"
    with pytest.raises(DefinitionError, match='"title"'):
        import_(filled, edited(lambda book: setattr(book["case.yaml"]["A3"], "value", "tilte: x")))
    assert filled.definitions.title == "Other"


def test_sources_can_be_edited(filled: Case, edited: Any) -> None:
    """A source is changed and added in the sheet with dates and people as text."""

    def change(book: Book) -> None:
        cell(book, "sources", 2, "issued").value = "2022-04"
        cell(book, "sources", 4, "id").value = "third"
        cell(book, "sources", 4, "author").value = "Plume, Ana; Radio"

    import_(filled, edited(change))
    documents = filled.sources()
    assert documents[0].date == "2022-04"
    assert documents[2].author == ({"family": "Plume", "given": "Ana"}, {"literal": "Radio"})


def test_files_that_are_no_workbook(filled: Case, tmp_path: Path) -> None:
    """A file of another kind, and a workbook of something else, are refused."""
    (tmp_path / "x.xlsx").write_bytes(b"id,name\n")
    openpyxl.Workbook().save(tmp_path / "y.xlsx")
    for name in ("x.xlsx", "y.xlsx", "absent.xlsx"):
        with pytest.raises(DamagedFile):
            import_(filled, tmp_path / name)


def test_misspelled_sheets_name_the_nearest(filled: Case, edited: Any) -> None:
    """A sheet that was renamed by mistake is not left out silently."""
    with pytest.raises(TableError, match='"claims"'):
        import_(filled, edited(lambda book: setattr(book["claims"], "title", "claim")))


def test_texts_too_long_for_a_cell_are_refused(filled: Case, tmp_path: Path) -> None:
    """A text that a sheet would cut off is told instead of being cut."""
    claim_with(filled, note="x" * 40_000)
    with pytest.raises(TableError, match="cannot hold"):
        export(filled, tmp_path / "case.xlsx")
    assert not (tmp_path / "case.xlsx").exists()


def test_the_hidden_record_comes_back() -> None:
    """What was exported is packed into cells and read from them again."""
    rows: dict[Key, dict[str, str]] = {("a", ""): {"id": "a", "note": "é" * 90_000}}
    held = Exported("id", {"claims": rows}, "title: x\n")
    assert Exported.unpacked(held.packed()) == held
    with pytest.raises(ValueError, match=r".+"):
        Exported.unpacked(["AAAA", *held.packed()])


def test_a_new_case_is_recognised(case: Case) -> None:
    """The definitions of a new case count as untouched, whatever its title; others do not."""
    text = (case.path / "case.yaml").read_text(encoding="utf-8")
    assert is_untouched(text)
    assert not is_untouched(text + "window: 2022\n")


def test_every_table_has_a_sheet(filled: Case, tmp_path: Path) -> None:
    """All tables of a case are in the workbook, empty ones too; snapshots stay in the folder."""
    names = openpyxl.load_workbook(export(filled, tmp_path / "case.xlsx")).sheetnames
    assert set(TABLES) - set(names) == {"snapshots"}
    assert {"sources", "case.yaml"} <= set(names)

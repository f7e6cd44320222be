"""case.yaml: what it declares is read, and each fault is told with its line and column."""

from __future__ import annotations

import pytest

from counterclaim.case import Case
from counterclaim.errors import DefinitionError
from counterclaim.model.actor import Actor
from counterclaim.model.period import Period


def definition_error(case: Case, text: str) -> DefinitionError:
    """The error that this text of case.yaml gives."""
    (case.path / "case.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        assert case.definitions
    return caught.value


@pytest.mark.parametrize(
    ("text", "message", "line", "column"),
    [
        ("title: x\nmesures: {}\n", 'unknown key mesures: did you mean "measures"', 2, 1),
        ("measures:\n  a:\n    tilte: x\n", 'did you mean "title"', 3, 5),
        ("rules:\n  vague_word: {}\n", 'did you mean "vague_words"', 2, 3),
        ("groups:\n  g:\n    name: G\n    members:\n      - {actr: a}\n", '"actor"', 5, 10),
        ("measures:\n  a: {counts: deaths}\n", "measures.a.counts", 2, 7),
        ("question: x\nwindow: 2023/2022\n", "backwards", 2, 1),
        ("measures:\n  a:\n    window: Dec-21\n", "not a date", 3, 5),
        ("measures:\n  a: {kinds: [battle, onesided]}\n", 'did you mean "one_sided"', 2, 23),
        ("measures: {a: {}}\nscorecards:\n  s: {measures: [a, b]}\n", "measures.1", 3, 21),
        ("indicators:\n  i: {test: {measure: m}}\n", "a measure that is not there", 2, 14),
        ("derivations:\n  d: {op: plus, of: [a]}\n", "derivations.d.op", 2, 7),
        ("mappings:\n  m: {columns: {}, kinds: {fight: batle}}\n", '"battle"', 2, 28),
        ("mappings:\n  m: {dataset: own}\n", "columns is missing", 2, 3),
        ("rules:\n  vague_words: {few: [5, 3]}\n", "broken", 2, 17),
        ("mappings:\n  m: {columns: {dat: Tag}}\n", 'did you mean "date"', 2, 17),
        ("measures: {a: {}}\nscorecards:\n  s: {measures: []}\n", "at least one", 3, 7),
        ("measures:\n  - {actor: a}\n", "{key: value}", 1, 1),
        ("measures:\n  a: army\n", "{key: value}", 2, 3),
        ("measures:\n  2022: {}\n", "quotation marks", 2, 3),
        ("measures:\n  a: {kinds: 3}\n", "a list", 2, 7),
        ("measures:\n  a: {actor: 12}\n", "quotation marks", 2, 7),
        ("title: a\ntitle: b\n", "duplicate key", 2, 1),
        ("measures:\n  a: {}\n  a: {}\n", "rename or remove one", 3, 3),
        ("title: [a\n", "not well-formed", 2, 1),
    ],
)
def test_faults_have_line_and_column(
    case: Case, text: str, message: str, line: int, column: int
) -> None:
    """An error says what is wrong, where, and which key was probably meant."""
    error = definition_error(case, text)
    assert message in str(error)
    assert (error.row, error.column) == (line, column)
    assert f"line {line}" in str(error)


def test_a_list_is_no_case(case: Case) -> None:
    """A file that holds no keys is refused."""
    assert "no keys" in str(definition_error(case, "- a\n- b\n"))


def test_a_text_in_another_encoding_is_refused(case: Case) -> None:
    """Accents in an older encoding are told with their line, not read wrongly."""
    (case.path / "case.yaml").write_bytes("question: x\ntitle: Sévaré\n".encode("latin-1"))
    with pytest.raises(DefinitionError, match="UTF-8") as caught:
        assert case.definitions
    assert caught.value.row == 2


def test_an_empty_file_declares_nothing(case: Case) -> None:
    """A case may begin with nothing at all, and sections may be left empty."""
    for text in ("", "measures:\nrules:\nmethod:\n"):
        (case.path / "case.yaml").write_text(text, encoding="utf-8")
        assert case.definitions.measures == {}
        assert case.definitions.method == ""


def test_every_section_is_read(filled: Case) -> None:
    """The filled-in example shows each section, with ids taken from the keys."""
    stated = filled.definitions
    assert stated.window == Period.parse("2021/2023")
    assert [measure.id for measure in stated.measures.values()] == list(stated.measures)
    assert stated.scorecards["main"].measures == tuple(stated.measures)
    assert stated.groups["army_with_river"].joint
    assert stated.indicators["towns_safe"].test["comparator"] == "at_most"
    assert stated.derivations["transferred"].of == ("c-share", "c-strength")
    assert stated.mappings["my_sheet"].coverage.places == ("Sahelia",)
    assert stated.rules.handovers[0].after == "river_corps"
    assert "Corroboration: A row needs two sources" in stated.method
    assert stated.method.endswith("Dated 2024-02-01.")


def test_yaml_dates_and_years_are_periods(case: Case) -> None:
    """Years and days that YAML takes for numbers and dates are read as they were written."""
    text = "title: 2022\nwindow: 2022-03-27\nmeasures: {a: {window: 2022}}\nmethod: One line.\n"
    (case.path / "case.yaml").write_text(text, encoding="utf-8")
    stated = case.definitions
    assert (stated.title, str(stated.window)) == ("2022", "2022-03-27")
    assert str(stated.measures["a"].window) == "2022"
    assert stated.method == "One line."


def test_short_spellings(case: Case) -> None:
    """A member without dates is its id alone, codes may be numbers, one text is a list."""
    text = """
authors: A. Nalyst
groups: {g: {name: G, members: [army, {actor: guard, valid: 2022}]}}
measures: {a: {kinds: one_sided}}
scorecards: {s: {measures: a}}
mappings: {m: {columns: {id: 1}, kinds: {1: state_based}}}
"""
    (case.path / "case.yaml").write_text(text, encoding="utf-8")
    stated = case.definitions
    assert stated.groups["g"].at(Period.parse("2023")) == ("army",)
    assert stated.mappings["m"].kinds == {"1": "state_based"}
    assert stated.authors == ("A. Nalyst",)
    assert stated.measures["a"].kinds == ("one_sided",)
    assert stated.scorecards["s"].measures == ("a",)


def test_a_group_is_no_actor(case: Case) -> None:
    """A group with the id of an actor is refused: a measure that names it could mean either."""
    case.write("actors", [Actor(id="army", name="Army")])
    error = definition_error(case, "groups:\n  army: {name: G, members: [army]}\n")
    assert "could mean either" in str(error)
    assert (error.row, error.column) == (2, 3)


@pytest.mark.parametrize(
    "text",
    [
        "measures: {m: {actor: armee}}\n",
        "measures: {m: {partner: armee}}\n",
        "groups: {g: {name: G, members: [{actor: armee}]}}\n",
        "rules: {attribution_context: {armee: [x]}}\n",
        "rules: {handovers: [{before: armee, after: army, window: 2022}]}\n",
    ],
)
def test_actors_must_be_there(case: Case, text: str) -> None:
    """Once a case lists its actors, every actor named in the definitions must be one of them."""
    (case.path / "case.yaml").write_text(text, encoding="utf-8")
    assert case.definitions.title == ""
    case.write("actors", [Actor(id="army", name="Army")])
    assert 'did you mean "army"' in str(definition_error(case, text))


def test_definitions_follow_the_file(case: Case) -> None:
    """A file that changed on disk is read again."""
    assert case.definitions.title == "Sévaré and elsewhere"
    (case.path / "case.yaml").write_text("title: Other\n", encoding="utf-8")
    assert case.definitions.title == "Other"


def test_comments_stay_when_the_program_writes(filled: Case) -> None:
    """An entry is added, replaced and removed; comments and the other lines stay as they are."""
    file = filled.path / "case.yaml"
    before = file.read_text(encoding="utf-8")
    filled.define("measures", "more", {"title": "More", "actor": "army", "kinds": ["one_sided"]})
    assert filled.definitions.measures["more"].title == "More"
    added = file.read_text(encoding="utf-8").splitlines()
    assert [line for line in before.splitlines() if line not in added] == []
    filled.define("measures", "more", None)
    assert file.read_text(encoding="utf-8") == before


def test_a_wrong_entry_is_not_written(filled: Case) -> None:
    """What would make the definitions wrong is refused before the file is touched."""
    file = filled.path / "case.yaml"
    before = file.read_bytes()
    with pytest.raises(DefinitionError, match='"army"'):
        filled.define("measures", "bad", {"actor": "armyy"})
    assert file.read_bytes() == before

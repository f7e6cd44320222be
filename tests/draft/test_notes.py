from __future__ import annotations

from typing import Any

import pytest

from counterclaim.draft.author_names import read_authors
from counterclaim.draft.back_references import read_back_reference
from counterclaim.draft.citation_fields import read_fields
from counterclaim.draft.documents import read
from counterclaim.draft.notes import Notes, read_notes


def _notes(*words: str) -> Notes:
    marks = "".join(f" It was so.[{at}]" for at in range(1, len(words) + 1))
    body = "On 3 May the guard killed twelve traders, officials said, and nine were hurt." + marks
    listed = "\n\n".join(f"[{at}] {note}" for at, note in enumerate(words, 1))
    return read_notes(read(f"{body}\n\n{listed}".encode(), "a.txt"))


def _cited(notes: Notes, number: int) -> list[str | None]:
    fields = {one.id: one.fields for one in notes.documents}
    return [fields[one.document].title for one in notes.of_note(number)]


STYLES: list[tuple[str, dict[str, Any]]] = [
    (
        "Jane Doe and Ali Ba, “Quiet rivers; a story,” The Daily Ledger, May 3, 2022, "
        "https://a.example/quiet-rivers_(2022).",
        {
            "title": "Quiet rivers; a story",
            "publisher": "The Daily Ledger",
            "issued": "2022-05-03",
            "url": "https://a.example/quiet-rivers_(2022)",
            "type": "article-newspaper",
        },
    ),
    (
        "Issa Sow, « Le fleuve », Le Monde, 12 mars 2022, https://a.example/f.html "
        "(consulté le 3 mai 2023).",
        {
            "title": "Le fleuve",
            "publisher": "Le Monde",
            "issued": "2022-03-12",
            "url": "https://a.example/f.html",
        },
    ),
    (
        "Smith, J., & Kane, A. (2021). The price of sand. Journal of Deserts, 12(3), 45-67. "
        "https://doi.org/10.1234/abcd",
        {"title": "The price of sand", "publisher": "Journal of Deserts", "issued": "2021"},
    ),
    (
        "Mary Kane, Sand and Water (London: Dune Press, 2019), 45.",
        {
            "title": "Sand and Water",
            "publisher": "Dune Press",
            "issued": "2019",
            "type": "book",
            "locator": "45",
        },
    ),
    (
        'Bâ, Oumar (14 November 2022). "A town\'s fate". Example News. Archived from the '
        "original on 3 May 2023. Retrieved 4 May 2023.",
        {"title": "A town's fate", "publisher": "Example News", "issued": "2022-11-14"},
    ),
    (
        "Human Rights Group, Massacre by the River, April 2022, https://a.example/r.pdf, pp. 3-5.",
        {
            "title": "Massacre by the River",
            "publisher": "Human Rights Group",
            "issued": "2022-04",
            "locator": "pp. 3-5",
        },
    ),
    (
        "‘Soldiers’ deaths rise’, Coast News, 3 June 2023",
        {"title": "Soldiers’ deaths rise", "publisher": "Coast News", "issued": "2023-06-03"},
    ),
    ("https://a.example/plain", {"url": "https://a.example/plain", "type": "webpage"}),
]


@pytest.mark.parametrize(("words", "expected"), STYLES, ids=lambda value: str(value)[:24])
def test_each_style_gives_its_fields(words: str, expected: dict[str, Any]) -> None:
    """Title, outlet, date, address and page are parsed from eight styles of citation."""
    fields = read_fields(words)
    assert {name: getattr(fields, name) for name in expected} == expected


def test_a_title_may_hold_a_semicolon_a_date_and_quotes() -> None:
    """What stands inside the quotation marks parts nothing."""
    notes = _notes(
        "Ali Ba, “Guard out; heirs in: file of June 12, 2025,” Coast Ledger, June 13, 2025, "
        "https://a.example/1; “Army admits 'heavy' losses,” Delta Times, June 14, 2025"
    )
    assert _cited(notes, 1) == [
        "Guard out; heirs in: file of June 12, 2025",
        "Army admits 'heavy' losses",
    ]
    assert notes.documents[0].fields.issued == "2025-06-13"


def test_references_back_are_resolved() -> None:
    """Ibid., op. cit., supra and a short title lead to the documents they mean."""
    notes = _notes(
        "Jane Doe, “Quiet rivers run deep,” Ledger, May 3, 2022, https://a.example/1; "
        "Ali Ba, “Loud hills,” Ledger, May 4, 2022, https://a.example/2.",
        "Ibid., p. 7.",
        "Doe, op. cit., p. 4.",
        "See supra note 1, at 9.",
        "Doe, “Quiet rivers.”",
        "Voir note 3.",
    )
    assert _cited(notes, 2) == ["Loud hills"]
    assert _cited(notes, 3) == ["Quiet rivers run deep"]
    assert _cited(notes, 4) == ["Quiet rivers run deep", "Loud hills"]
    assert _cited(notes, 5) == _cited(notes, 6) == ["Quiet rivers run deep"]
    assert [one.form for one in notes.citations[2:]] == [
        "ibid", "op_cit", "supra", "supra", "short", "supra",
    ]  # fmt: skip
    assert notes.of_note(2)[0].locator == "p. 7"
    assert len(notes.documents) == 2


def test_a_reference_to_nothing_is_an_issue() -> None:
    """An *op. cit.* whose author was never cited is told, not guessed."""
    notes = _notes("“Loud hills,” Ledger, May 4, 2022.", "Kane, op. cit., p. 4.")
    assert [issue for issue in notes.issues if "note 2" in issue]
    assert notes.of_note(2) == ()


def test_equal_notes_are_merged() -> None:
    """Notes that cite the same at the same place are one distinct note."""
    one, other = "“Loud hills,” Ledger, May 4, 2022, https://a.example/2", "https://a.example/9"
    notes = _notes(one, one + ".", other, one)
    assert notes.distinct == ((1, 2, 4), (3,))
    assert [document.notes for document in notes.documents] == [(1, 2, 4), (3,)]


def test_documents_are_the_same_by_address_first() -> None:
    """Tracking, scheme and www do not part a document; another address does."""
    notes = _notes(
        "“Loud hills,” Ledger, May 4, 2022, https://www.a.example/2/?utm_source=x",
        "“Loud hills, again,” Ledger, http://a.example/2",
        "“Loud hills,” Ledger, May 4, 2022, https://a.example/3",
        "“Loud Hills,” Ledger, May 4, 2022",
    )
    assert len(notes.documents) == 2


def test_a_remark_is_no_citation() -> None:
    """A note without a source cites nothing and stays a note."""
    notes = _notes("All sums in this section are the author's own.", "https://a.example/2")
    assert notes.of_note(1) == ()
    assert len(notes.distinct) == 2


def test_citations_of_a_sentence_are_those_of_its_marks() -> None:
    """The citations of a span are those whose marks stand in it."""
    text = "Nine died.[1] Ten fled.[2]\n\n[1] https://a.example/1\n\n[2] https://a.example/2"
    document = read(text.encode(), "a.txt")
    [found] = read_notes(document).cited_in(document, (0, 13))
    assert found.number == 1


LISTS = [
    ("Nine died.¹ Ten fled.²", "¹ https://a.example/1\n\n² https://a.example/2"),
    ("Nine died.[^1] Ten fled.[^2]", "[^1]: https://a.example/1\n\n[^2]: https://a.example/2"),
    ("Nine died.1 Ten fled.2", "Notes\n\n1. https://a.example/1\n\n2. https://a.example/2"),
    ("Nine died.[1] Ten fled.[2]", "Références\n\n1. https://a.example/1\n2. https://a.example/2"),
    ("Nine died in 2022.1 Ten fled.2", "1 https://a.example/1\n\n2 https://a.example/2"),
]


@pytest.mark.parametrize(("body", "listed"), LISTS, ids=[body for body, _ in LISTS])
def test_note_marks_of_every_shape_find_their_entries(body: str, listed: str) -> None:
    """Brackets, raised and glued numbers, Markdown and numbered lists all resolve."""
    document = read(f"{body}\n\n{listed}".encode(), "a.txt")
    assert [(mark.number, mark.note) for mark in document.marks] == [(1, 0), (2, 1)]
    assert len(read_notes(document).documents) == 2


def test_exponents_are_no_marks() -> None:
    """km² stays an area."""
    text = (
        "It burnt 12 km² of forest.¹ Two fled.²\n\n¹ https://a.example/1\n\n² https://a.example/2"
    )
    document = read(text.encode(), "a.txt")
    assert [document.text[mark.start - 1] for mark in document.marks] == [".", "."]


def test_a_list_in_the_text_is_no_note_list() -> None:
    """Numbered points of an argument stay in the running text."""
    text = "The council asked for this:\n\n1. Leave the town.\n\n2. Pay the dead.\n\nNobody did."
    assert read(text.encode(), "a.txt").notes == ()


def test_names_of_persons_and_bodies_are_told_apart() -> None:
    """Persons have a family name, bodies a literal one; inverted names are turned."""
    assert [a.family for a in read_authors("Chris Doe and Lucy van Dijk,")] == ["Doe", "van Dijk"]
    assert [a.literal for a in read_authors("Agence du Delta,")] == ["Agence du Delta"]
    assert [a.family for a in read_authors("Smith, J., & Kane, A.")] == ["Smith", "Kane"]


def test_a_citation_with_an_address_is_never_a_reference_back() -> None:
    """A title that begins with a word like *idem* is not taken for one."""
    assert read_back_reference("Idem Sow, “T,” L, https://a.example/1") is None

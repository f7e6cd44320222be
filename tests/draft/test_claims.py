"""Draft claims of whole texts."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from counterclaim.draft.claims import DraftClaim, draft_claims, draft_titles
from counterclaim.draft.documents import read
from counterclaim.draft.text import Document

TEXTS = Path(__file__).parent / "texts"
needs_parser = pytest.mark.skipif(
    importlib.util.find_spec("spacy") is None, reason="needs the parser of the draft extra"
)

RAID = """Raid in the north

3 May 2024

The Northern Liberation Front (NLF) attacked the village of Tarso on 1 May 2024, killing at least 12
soldiers, the army said. The NLF claimed that it had killed 40 soldiers. Five houses were burned and
seven more were looted, twelve in all. The attackers fled before troops arrived.[1]

[1] "Army says 12 killed in northern raid," Velmara Post, May 2, 2024, https://example.org/raid.
"""


def document(text: str) -> Document:
    """A plain text as a document."""
    return read(text.encode(), "text.txt")


@pytest.fixture(scope="module")
def drafting() -> ModuleType:
    """The scorer of the benchmarks."""
    path = Path(__file__).parents[2] / "benchmarks" / "drafting.py"
    spec = importlib.util.spec_from_file_location("drafting", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules["drafting"] = module
    spec.loader.exec_module(module)
    return module


def numeric(text: str, **options: object) -> list[DraftClaim]:
    """The numeric drafts of a text."""
    drafts = draft_claims(document(text), **options)  # type: ignore[arg-type]
    return [draft for draft in drafts if draft.kind == "numeric"]


def test_each_figure_is_one_draft() -> None:
    """Two figures of one sentence are two drafts with their own spans."""
    drafts = numeric(RAID)
    assert [(d.low, d.counts.value if d.counts else "") for d in drafts][:2] == [
        (12, "killed"),
        (40, "killed"),
    ]
    assert len({d.span for d in drafts}) == len(drafts)


def test_spans_hold_the_words() -> None:
    """A span is an offset into the extracted text, inside its sentence."""
    text = document(RAID)
    first = next(d for d in draft_claims(text) if d.kind == "numeric")
    assert text.words(first.span) == "at least 12"
    assert first.sentence[0] <= first.span[0] < first.span[1] <= first.sentence[1]


def test_names_of_a_case_are_used() -> None:
    """An abbreviation of the text leads to the id of the long name in the case."""
    drafts = numeric(RAID, names={"Northern Liberation Front": "nlf"})
    assert drafts[1].actor == "nlf"
    assert drafts[1].voice == "nlf"
    assert drafts[1].status == "claimed"


def test_windows_say_where_they_come_from() -> None:
    """A dated sentence gives its own date, the next inherits it."""
    first, second, *_ = numeric(RAID)
    assert (str(first.window), first.origin["window"]) == ("2024-05-01", "text")
    assert (str(second.window), second.origin["window"]) == ("2024-05-01", "inherited")


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        (
            "For five days, from 27 to 31 March 2022, soldiers and jihadists fought in Moura.",
            "text",
        ),
        ("Three years of fighting ended; the first half of 2020 saw soldiers killed.", "guess"),
    ],
)
def test_a_duration_is_that_of_the_period_beside_it(text: str, origin: str) -> None:
    """Dates elsewhere in the sentence are not said to be those of a duration."""
    (duration,) = [d for d in numeric(text) if d.counts == "duration"]
    assert duration.origin["window"] == origin


def test_a_sum_of_the_paragraph_is_proposed() -> None:
    """Five and seven houses are the parts of twelve in all."""
    five, seven, twelve = numeric(RAID)[2:5]
    assert twelve.relation == "total_of"
    assert set(twelve.operand) == {five.id, seven.id}


def test_parts_that_add_up_suffered_what_the_whole_did() -> None:
    """Ten and two make the twelve who were killed, though no verb of harm stands beside them."""
    total, *parts = numeric(
        "Gunmen killed twelve people at the barracks of the army on Monday. Ten journalists and "
        "two soldiers lie in the morgue of Tarso."
    )
    assert total.counts == "killed"
    assert [(p.low, p.counts) for p in parts] == [(10, "killed"), (2, "killed")]


def test_what_a_word_of_inclusion_names_is_a_part() -> None:
    """Of those among whom others are counted, the later figure is stated to be a part."""
    whole, part = numeric(
        "In the offensive against the army 2,389 soldiers surrendered at Tarso, among them six "
        "generals, and rebels seized the barracks."
    )
    assert (part.relation, part.operand) == ("part_of", (whole.id,))


def test_a_list_of_parts_goes_on() -> None:
    """ "Including 12 women, 5 children and 3 monks": all three are parts of the whole."""
    whole, *parts = numeric(
        "The army said that rebels killed 60 civilians at Tarso, including 12 women, 5 children "
        "and 3 monks."
    )
    assert [part.operand for part in parts] == [(whole.id,)] * 3


def test_ids_repeat() -> None:
    """Drafting the same text twice gives the same ids, all different."""
    first = [d.id for d in draft_claims(document(RAID))]
    assert first == [d.id for d in draft_claims(document(RAID))]
    assert len(set(first)) == len(first)


def test_a_draft_becomes_a_row() -> None:
    """Every draft converts to a claim of the ledger and to JSON."""
    for draft in draft_claims(document(RAID)):
        row = draft.to_claim("d1")
        assert (row.low, row.best, row.high) == (draft.low, draft.best, draft.high)
        assert json.loads(json.dumps(draft.to_json()))["span"] == list(draft.span)


def test_titles_of_cited_documents_are_claims() -> None:
    """A cited headline makes its own claim, with the id of its document."""
    (found,) = draft_titles(document(RAID))
    assert (found.low, found.high, found.voice) == (12, 12, "Army")
    assert len(found.citations) == 1


def test_vague_words_take_the_range_of_a_case() -> None:
    """The range of a vague word is the case's to set."""
    text = "Rebels killed dozens of soldiers in the raid. The army confirmed the ambush."
    (found,) = numeric(text, vague={"dozens": (12, 48)})
    assert (found.low, found.high, found.words) == (12, 48, "dozens")


def test_hypotheticals_rank_low() -> None:
    """A figure that claims nothing is context."""
    text = (
        "If 500 soldiers were killed in the raid, the army would say so. Rebels shelled the camp."
    )
    assert [d.weight for d in numeric(text)] == ["context"]


def test_an_empty_text_has_no_claims() -> None:
    """A text without a number or relation gives none."""
    assert draft_claims(document("The army and the rebels met. Nothing came of it.")) == ()


@pytest.mark.parametrize("name", ["off_business", "off_sports", "off_science", "off_health"])
def test_other_fields_give_no_claims(name: str) -> None:
    """Articles of business, sports, science and health have no claim of the field."""
    assert draft_claims(read(TEXTS / f"{name}.txt")) == ()


@needs_parser
@pytest.mark.parametrize(
    ("group", "wanted"),
    [("news", (0.95, 0.92)), ("essay", (0.88, 0.80)), ("french", (0.90, 0.85))],
)
def test_labelled_texts_are_read(
    drafting: ModuleType, group: str, wanted: tuple[float, float]
) -> None:
    """Sentences with a figure, and figures with both bounds, reach the scores that are asked."""
    tally = drafting.Tally()
    for path in sorted(TEXTS.glob("*.json")):
        labels = json.loads(path.read_text("utf-8"))
        if labels["group"] == group:
            text = read(path.parent / labels["source"])
            drafts = draft_claims(text, published=labels["published"])
            tally.add(drafting.score(text, labels["claims"], drafts, False))
    assert drafting.f1(tally.sentences) >= wanted[0]
    assert drafting.f1(tally.figures) >= wanted[1]


@pytest.mark.parametrize("text", ["12 " * 30_000, "killed " * 20_000, "\u202e12 killed\u202c."])
def test_hostile_texts_claim_nothing(text: str) -> None:
    """Endless sentences and direction marks are read to their end and claim nothing."""
    assert draft_claims(document(text)) == ()

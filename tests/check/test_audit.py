"""The audit of a whole text."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest

from counterclaim.check.audit import Audit, audit, draft
from counterclaim.errors import InputError
from tests.check import article

pytest.importorskip("spacy")


@pytest.fixture(scope="module")
def audited() -> Audit:
    """The audit of the invented article as plain text."""
    return audit(article.as_text(), name="article.txt")


def said(found: Audit) -> list[tuple[Any, ...]]:
    """What the drafts of an audit say, without their places."""
    fields = ("kind", "weight", "counts", "low", "best", "high", "comparator", "words", "unit")
    scope = ("voice", "actor", "target", "population", "place", "status", "relation", "flags")
    return [
        (
            found.document.words(draft.span),
            *(getattr(draft, name) for name in (*fields, *scope)),
            str(draft.window),
            draft.origin,
            draft.citations,
        )
        for draft in found.claims
    ]


def documents(folder: Path) -> dict[str, bytes]:
    """The article in the four formats that are not plain text."""
    return {
        "md": article.as_markdown(),
        "html": article.as_html(),
        "docx": article.as_docx(),
        "pdf": article.as_pdf(folder),
    }


def test_every_format_gives_the_same_claims_and_findings(audited: Audit, tmp_path: Path) -> None:
    """The text as .md, .html, .docx and .pdf has the claims and findings of its .txt."""
    pytest.importorskip("typst")
    for ending, data in documents(tmp_path).items():
        other = audit(data, name=f"article.{ending}")
        assert other.document.format == ending
        assert said(other) == said(audited), ending
        assert other.notes.csl() == audited.notes.csl()
        assert [(f.kind, f.severity) for f in other.findings] == [
            (f.kind, f.severity) for f in audited.findings
        ]
        assert other.coverage == audited.coverage


def test_contradictions_inside_the_text_are_found(audited: Audit) -> None:
    """Seven attacks against "never more than five", and one event as most of a total, are found."""
    logic = next(f for f in audited.findings if f.kind == "logic" and f.severity != "note")
    spans = {audited.ledger.by_id[claim].span for claim in logic.claims}
    words = {
        audited.document.words(d.span) for d in audited.claims if f"{d.span[0]}-" in str(spans)
    }
    assert {"seven", "never carried out more than five"} <= words
    part = next(f for f in audited.findings if f.kind == "implausible_part")
    assert part.figures["part"] == 350
    assert part.figures["whole"] == 420


def test_core_figures_without_source_are_one_error(audited: Audit) -> None:
    """The figures that carry the argument and have no note are named in one finding, an error."""
    errors = [finding for finding in audited.findings if finding.severity == "error"]
    assert [finding.kind for finding in errors] == ["unsourced_core"]
    bare = {audited.document.words(d.span) for d in audited.claims if d.id in errors[0].claims}
    assert bare == {"seven", "12", "three", "30", "130", "420"}
    assert audited.has_errors


def test_no_finding_on_a_guess_is_an_error(audited: Audit) -> None:
    """Whatever rests on a guessed field is a question, and a warning at most."""
    questions = [finding for finding in audited.findings if finding.question]
    assert questions
    assert all(finding.severity != "error" for finding in questions)


def test_findings_come_worst_first(audited: Audit) -> None:
    """Errors stand before warnings, plain findings before questions, notes last."""
    order = ["error", "warning", "note"]
    keys = [(order.index(f.severity), f.question) for f in audited.findings]
    assert keys == sorted(keys)


def test_findings_speak_in_words_of_the_text(audited: Audit) -> None:
    """No explanation names a draft by its id."""
    ids = [draft.id for draft in audited.claims]
    assert not [f.explanation for f in audited.findings if any(id in f.explanation for id in ids)]


def test_every_figure_has_a_standing(audited: Audit) -> None:
    """Each draft is marked by its worst finding, as checked, or with the reason why it is not."""
    assert set(audited.standings) == {draft.id for draft in audited.claims}
    for standing in audited.standings.values():
        assert standing.reason or standing.mark not in {"alone", "unbound"}


def test_coverage_adds_up(audited: Audit) -> None:
    """Found figures are bound or unbindable, and no more are checked than are bound."""
    coverage = audited.coverage
    assert coverage.figures_found == coverage.bound + coverage.unbindable
    assert 0 < coverage.checked <= coverage.bound
    assert sum(audited.unchecked.values()) == coverage.figures_found - coverage.checked


def test_derived_quantities_show_their_arithmetic(audited: Audit) -> None:
    """Deaths for each attack and the rest without the largest event are computed at the end."""
    sentences = " ".join(one.sentence for one in audited.derived)
    assert "420 / 130" in sentences
    assert "420 - about 350" in sentences
    means = [one.quantity.best for one in audited.derived if "420 / 130" in one.sentence]
    assert means == [pytest.approx(420 / 130)]


def test_a_second_round_shows_what_is_new_and_gone(audited: Audit) -> None:
    """A corrected figure takes its finding away; a sentence put in before moves nothing."""
    text = article.as_text().decode()
    changed = text.replace("carried out seven attacks", "carried out four attacks")
    changed = changed.replace("On 3 April 2023", "It was long awaited. On 3 April 2023")
    again = audit(changed.encode(), name="article.txt", previous=audited.findings)
    assert "logic" in {finding.kind for finding in again.gone}
    implausible = next(f for f in again.findings if f.kind == "implausible_part")
    assert not again.is_new(implausible)


def test_a_first_round_has_nothing_new(audited: Audit) -> None:
    """Without an earlier round no finding is called new."""
    assert not any(audited.is_new(finding) for finding in audited.findings)


def test_the_same_text_gives_the_same_audit(audited: Audit) -> None:
    """A rerun has the same findings, ids and words."""
    again = audit(article.as_text(), name="article.txt")
    assert again.findings == audited.findings


def test_figures_are_looked_for_in_the_cited_documents(tmp_path: Path) -> None:
    """A cited document at hand says where the figure stands; the others are not supplied."""
    (tmp_path / "the-dead-of-old-wells.txt").write_text(
        "The dead of Old Wells\n\nBy Ali Ba\n\nWitnesses counted 350 bodies.", encoding="utf-8"
    )
    found = audit(article.as_text(), name="article.txt", cited_folder=tmp_path)
    words = {draft.id: found.document.words(draft.span) for draft in found.claims}
    told = {(words[one.claim], one.sentence) for one in found.looked_up}
    assert ("an estimated 350", "found") in told
    assert ("an estimated 350", "not supplied") in told
    assert ("two", "not supplied") in told


def test_a_text_without_figures_is_no_failure() -> None:
    """A text about nothing gives no findings and an empty coverage."""
    found = audit(b"The weather was fine, and nobody said anything.", name="fine.txt")
    assert found.findings == ()
    assert found.coverage.figures_found == 0


def test_an_article_takes_less_than_a_second() -> None:
    """After start-up an article of this length is audited in under a second of processor time."""
    data = article.as_text()
    audit(data, name="article.txt")
    begun = time.process_time()
    audit(data, name="article.txt")
    assert time.process_time() - begun < 1


def bomb() -> bytes:
    """A Word document whose text unpacks to far more than it may."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<w>" + b" " * 60_000_000)
    return out.getvalue()


def test_a_zip_bomb_ends_with_a_clear_error() -> None:
    """An archive that unpacks to an unreasonable size is refused, not unpacked."""
    with pytest.raises(InputError, match="unreasonable size"):
        draft(bomb(), name="bomb.docx")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("spaced.txt", b"killed 1 2 3 4 5 6 7 8 9 " * 4_000),
        (
            "marks.txt",
            "In 2021 \u202e05\u202c soldiers \u2067were killed\u2069 by rebels.".encode(),
        ),
    ],
)
def test_hostile_texts_are_read_safely(name: str, data: bytes) -> None:
    """Figures without end are read in bounds, direction marks are left out."""
    found = audit(data, name=name)
    assert not set("\u202e\u202c\u2067\u2069") & set(found.document.text)


def test_one_endless_number_is_no_text() -> None:
    """Five megabytes of one digit hold no running text: no figure is read out of them."""
    assert audit(b"7" * 5_000_000, name="digits.txt").coverage.figures_found == 0


def test_tags_nested_without_end_end_with_a_clear_error() -> None:
    """Twenty thousand nested tags hold no text that a reader would see, which is said."""
    with pytest.raises(InputError, match="No text was found"):
        draft(b"<html><body>" + b"<div>" * 20_000 + b"5 soldiers were killed.", name="deep.html")


def test_fifty_megabytes_of_digits_are_refused() -> None:
    """A text that is no article by its size is refused before it is read."""
    with pytest.raises(InputError, match="too large"):
        draft(b"1234567890" * 5_000_000, name="digits.txt")

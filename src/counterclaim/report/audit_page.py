"""An audit as one self-contained page: the document with its figures marked, notes beside it.

It holds no script and asks no server for anything; a policy in its head forbids both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from counterclaim.check.audit import Audit
from counterclaim.check.drafted import paragraph_starts
from counterclaim.check.standing import MARKS, Mark
from counterclaim.draft.claims import DraftClaim
from counterclaim.draft.text import Block, Document, NoteEntry
from counterclaim.model.finding import Finding
from counterclaim.report.audit import not_checked_lines, where
from counterclaim.report.audit_marks import MEANINGS, SIGNS, Spot, marked
from counterclaim.report.claim_words import about
from counterclaim.report.extra import needs_report
from counterclaim.report.findings import AT_A_TIME, counted, coverage_lines, label
from counterclaim.report.findings_page import template_style
from counterclaim.report.headlines import headline, told_and_doubt

if TYPE_CHECKING:
    from markupsafe import Markup


@dataclass(frozen=True)
class NoteView:
    """One finding as it is printed; ``at`` is where it points in the text, ``back`` the anchor."""

    number: int
    finding: Finding
    label: str
    mark: Mark
    sign: str
    new: bool
    where: str
    at: int | None
    back: str

    @property
    def headline(self) -> str:
        """What it is about in a few words."""
        return headline(self.finding)

    @property
    def told(self) -> str:
        """What it says; where it speaks of its own paragraph that is not said again."""
        return told_and_doubt(self.finding)[0].replace(f" ({self.where})", "")

    @property
    def doubt(self) -> str:
        """What a question rests on."""
        return told_and_doubt(self.finding)[1]

    @property
    def anchor(self) -> str:
        """The anchor of the note itself."""
        return f"note-{self.number}"

    @property
    def is_first(self) -> bool:
        """True for the ten worst, which are open from the start."""
        return self.number <= AT_A_TIME


@dataclass(frozen=True)
class BlockView:
    """One paragraph-like part of the document with the findings that stand beside it.

    ``number`` is that of the note in it; ``is_numbered`` if the number is not among its words.
    """

    kind: str
    level: int
    number: int | None
    is_numbered: bool
    paragraph: int | None
    html: Markup
    notes: tuple[NoteView, ...]


@dataclass(frozen=True)
class FigureView:
    """One figure in the list at the end."""

    anchor: str
    spot: str
    words: str
    about: str
    voice: str
    guesses: str
    mark: Mark
    sign: str
    told: str


def audit_page(audit: Audit) -> str:
    """The page; raises ``MissingExtra`` where the extra ``report`` is not installed."""
    with needs_report():
        from markupsafe import Markup

        from counterclaim.report.page import stylesheet, template

        views = notes(audit)
        return template("audit.html").render(
            title=audit.document.title or audit.document.name,
            document=audit.document,
            language=audit.document.language,
            css=Markup(stylesheet() + template_style()),
            policy="default-src 'none'; style-src 'unsafe-inline'",
            coverage=list(coverage_lines(audit.coverage)),
            unchecked=list(not_checked_lines(audit)),
            changed=_changed(audit),
            counted=counted([note.finding for note in views]),
            rounds=_rounds(views),
            legend=_legend(audit),
            blocks=list(blocks(audit, views)),
            derived=audit.derived,
            looked_up=_looked_up(audit),
            figures=[_figure(audit, draft) for draft in _shown(audit)],
            accepted=[finding for finding in audit.findings if finding.accepted],
        )


def notes(audit: Audit) -> list[NoteView]:
    """The open findings, worst first, each with the place in the text where it points."""
    standing = [finding for finding in audit.findings if finding.accepted is None]
    return [_note(audit, number, finding) for number, finding in enumerate(standing, 1)]


def blocks(audit: Audit, views: Sequence[NoteView]) -> Iterator[BlockView]:
    """The document's parts in order; a note stands at the part that holds its place."""
    document = audit.document
    spots = [*_figure_spots(audit, views), *_told_spots(audit, views), *_mark_spots(audit)]
    numbered = note_of_block(document)
    paragraphs = {at: number for number, at in enumerate(paragraph_starts(document), 1)}
    for block in document.blocks:
        here = [spot for spot in spots if block.start <= spot.start < block.end]
        beside = [v for v in views if v.at is not None and block.start <= v.at < block.end]
        html = marked(document, block.span, here)
        note = numbered.get(block.start)
        paragraph = None if document.pages else paragraphs.get(block.start)
        printed = note is not None and note.start == block.start
        number = None if note is None else note.number
        yield BlockView(block.kind, _level(block), number, printed, paragraph, html, tuple(beside))


def _level(block: Block) -> int:
    """Headings of the document stand under those of the page."""
    return min(6, max(3, block.level + 2)) if block.kind == "heading" else 0


def _note(audit: Audit, number: int, finding: Finding) -> NoteView:
    own = [m for m in finding.documents if m.file == audit.document.name]
    at = own[0].span[0] if own else None
    mark: Mark = "question" if finding.question else finding.severity
    back = _back(audit, finding, number) if own else ""
    where_ = where(audit, finding)
    new = audit.is_new(finding)
    return NoteView(number, finding, label(finding), mark, SIGNS[mark], new, where_, at, back)


def _back(audit: Audit, finding: Finding, number: int) -> str:
    """The anchor in the text: the first figure that it is about, else the words told of."""
    own = {draft.id for draft in _shown(audit)}
    first = next((claim for claim in finding.claims if claim in own), None)
    spans = {draft.id: draft.span for draft in audit.claims}
    here = finding.documents[0].span if finding.documents else None
    return f"figure-{first}" if first and here == spans[first] else f"told-{number}"


def _shown(audit: Audit) -> list[DraftClaim]:
    """Drafts that are marked: all but statements without a figure that nothing is told of."""
    standings = audit.standings
    return [d for d in audit.claims if d.id in standings and standings[d.id].mark != "statement"]


def _figure_spots(audit: Audit, views: Sequence[NoteView]) -> Iterator[Spot]:
    on: dict[str, list[NoteView]] = {}
    for view in views:
        for claim in view.finding.claims:
            on.setdefault(claim, []).append(view)
    for draft in _shown(audit):
        told = on.get(draft.id, [])
        target = told[0].anchor if told else f"row-{draft.id}"
        mark = audit.standings[draft.id].mark
        hint = f"{MEANINGS[mark]} - {_about(audit, draft)}"
        number = ",".join(str(view.number) for view in told[:3])
        yield Spot(*draft.span, f"figure-{draft.id}", mark, target, hint, number)


def _told_spots(audit: Audit, views: Sequence[NoteView]) -> Iterator[Spot]:
    for view in views:
        if view.back.startswith("told-"):
            found = [m for m in view.finding.documents if m.file == audit.document.name]
            yield Spot(*found[0].span, view.back)


def note_of_block(document: Document) -> dict[int, NoteEntry]:
    """The first note of each block that holds one, by the start of the block."""
    found: dict[int, NoteEntry] = {}
    for note in document.notes:
        block = document.block_at(note.start)
        if block is not None:
            found.setdefault(block.start, note)
    return found


def _mark_spots(audit: Audit) -> Iterator[Spot]:
    """Note marks lead to their notes."""
    notes, numbered = audit.document.notes, note_of_block(audit.document).values()
    anchors = {note.number for note in numbered}
    for at, mark in enumerate(audit.document.marks):
        number = notes[mark.note].number if mark.note is not None else None
        if number in anchors:
            yield Spot(*mark.span, f"mark-{at}", target=f"cited-{number}")


def _about(audit: Audit, draft: DraftClaim) -> str:
    return about(audit.ledger.by_id[draft.id], audit.ledger)


def _figure(audit: Audit, draft: DraftClaim) -> FigureView:
    standing = audit.standings[draft.id]
    told = MEANINGS[standing.mark] if not standing.reason else f"not checked: {standing.reason}"
    voice = "" if draft.voice in {"", "author"} else draft.voice
    return FigureView(
        f"row-{draft.id}",
        f"figure-{draft.id}",
        audit.document.words(draft.span),
        _about(audit, draft),
        voice,
        ", ".join(draft.guesses),
        standing.mark,
        SIGNS[standing.mark],
        told,
    )


def _rounds(views: Sequence[NoteView]) -> list[tuple[str, list[NoteView]]]:
    """The notes ten at a time: the ten worst, then those of each further round."""
    found = []
    for at in range(0, len(views), AT_A_TIME):
        part = list(views[at : at + AT_A_TIME])
        name = "" if at == 0 else f"Findings {at + 1} to {at + len(part)}"
        found.append((name, part))
    return found


def _legend(audit: Audit) -> list[tuple[Mark, str, str, int]]:
    totals = Counter(standing.mark for standing in audit.standings.values())
    return [(mark, SIGNS[mark], MEANINGS[mark], totals[mark]) for mark in MARKS if mark in SIGNS]


def _changed(audit: Audit) -> str:
    if audit.previous is None:
        return ""
    new = sum(audit.is_new(finding) for finding in audit.findings)
    return f"Since the earlier round: {new} new, {len(audit.gone)} gone."


def _looked_up(audit: Audit) -> list[Mapping[str, Any]]:
    words = {draft.id: audit.document.words(draft.span) for draft in audit.claims}
    titles = audit.ledger.document_of
    return [
        {
            "words": words[one.claim],
            "spot": f"figure-{one.claim}",
            "title": titles[one.document].title or one.document,
            "told": one.sentence,
            "status": one.status,
        }
        for one in audit.looked_up
    ]

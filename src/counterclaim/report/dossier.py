"""What stands behind one figure, on two pages that can be handed to whoever disputes it.

The public version holds no row that may not be published and no text from a provider's sources;
the private one names them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from counterclaim.case.disk import write_whole
from counterclaim.count import explain
from counterclaim.count.explanation import Explanation, heading
from counterclaim.count.tables import titled
from counterclaim.ledger import Ledger
from counterclaim.model.answer import Figure, Refusal
from counterclaim.model.claim import Claim
from counterclaim.model.quantity import Quantity
from counterclaim.report.bindings import answer_in_text
from counterclaim.report.citations import with_notes
from counterclaim.report.claim_words import about, claim_words, range_of, speaker
from counterclaim.report.document import Report
from counterclaim.report.extra import needs_report
from counterclaim.report.formats import markdown, pdf
from counterclaim.report.gate import Gate
from counterclaim.report.net import netted
from counterclaim.report.page import context_words
from counterclaim.report.register import history_lines
from counterclaim.report.release import release
from counterclaim.report.tree import (
    Block,
    Grid,
    Inline,
    bullets,
    cited,
    header,
    para,
    strong,
    together,
    words,
)
from counterclaim.report.words import CAVEATS, number, quantity_words

if TYPE_CHECKING:
    from counterclaim.case import Case

# Told with its numbers.
TOLD = frozenset({"single_source"})
MOST_ROWS = 40
# Names of sources take several lines a row: as many rows as the two pages hold.
MOST_WITH_SOURCES = 18
MOST_CLAIMS = 12


def dossier(
    case: Case, code: str, period: str = "", *, public: bool = True, out: Path | None = None
) -> tuple[Path, ...]:
    """Write the dossier of a cell (or of a measure in a period) as PDF and Markdown.

    Raises ``NotFound`` for a code that no scorecard has, ``MissingExtra`` without the extra
    ``report``.
    """
    explanation = explain(case, code, period)
    gate = Gate(case, public)
    told = netted(blocks(case, explanation, gate), gate.text)
    report = Report(gate.text(heading(explanation)), tuple(told))
    documents = {d.id: d for d in gate.documents()}
    folder = out or case.path / "out" / "dossiers"
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{explanation.cell.code}-{'public' if public else 'private'}".replace("/", "_")
    with needs_report():
        tree = with_notes(report, documents, case.path)
        written = {
            ".pdf": pdf.write(tree, {}, release=release(case), language="en"),
            ".md": markdown.write(tree, {}).encode(),
        }
    for ending, content in written.items():
        write_whole(folder / f"{name}{ending}", content)
    return tuple(folder / f"{name}{ending}" for ending in written)


def blocks(case: Case, explanation: Explanation, gate: Gate) -> list[Block]:
    """The dossier's text: figure, rule, rows, exclusions, who contests it, what would change it."""
    cell = explanation.cell
    found = [para(strong(answer_in_text(cell.answer)))]
    if isinstance(cell.answer, Refusal):
        found.append(para(words(cell.answer.reason)))
        found += [para(words(context_words(c, cell.measure.counts))) for c in cell.answer.context]
    found += [para(words(context_words(c, cell.measure.counts))) for c in cell.beside]
    found += [header(1, "Rule"), bullets(words(line) for line in explanation.rule)]
    found += _parts(explanation) + _exclusions(explanation) + _change(explanation)
    found += _claims(case, explanation, gate) + _printed(case, explanation)
    return found + _rows(explanation, gate) + _data(explanation)


def _parts(explanation: Explanation) -> list[Block]:
    if not explanation.parts:
        return []
    told = (
        words(f"{p.measure.title or p.measure.id}: {answer_in_text(p.answer)}")
        for p in explanation.parts
    )
    return [header(1, "Made of"), bullets(told)]


def _exclusions(explanation: Explanation) -> list[Block]:
    told = [
        words(
            f"{x.rule}: {number(x.events)} events"
            + (f", {number(x.best)} deaths by the best figure" if x.best is not None else "")
        )
        for x in explanation.exclusions
    ]
    return [header(1, "Left out"), bullets(told)] if told else []


def _change(explanation: Explanation) -> list[Block]:
    """What would change the figure: its range, single sources, caveats, the remedy of a refusal."""
    answer = explanation.cell.answer
    lines: list[str] = []
    if isinstance(answer, Refusal):
        lines += [f"{answer.remedy}."] if answer.remedy else []
    else:
        lines += _single(answer) + [
            CAVEATS[c] for c in answer.caveats if c in CAVEATS and c not in TOLD
        ]
    lines += [str(issue["message"] or issue["rule"]) for issue in explanation.issues]
    if not lines:
        return []
    unique = (line[:1].upper() + line[1:] for line in dict.fromkeys(lines))
    return [header(1, "What would change it"), bullets(words(line) for line in unique)]


def _single(figure: Figure) -> list[str]:
    single = figure.details.get("single_source_events", 0)
    ends = [figure.details.get(f"without_single_source_{e}") for e in ("low", "best", "high")]
    if not single or None in ends:
        return []
    low, best, high = (int(end or 0) for end in ends)
    rest = quantity_words(Quantity.ordered(low, best, high)[0])
    return [f"{number(single)} of {number(figure.ids)} events rest on one source; without: {rest}."]


def _claims(case: Case, explanation: Explanation, gate: Gate) -> list[Block]:
    """Reported figures of the same kind of harm by the same actors, in the same days and place."""
    ledger = replace(Ledger.from_case(case), claims=gate.claims(), documents=gate.documents())
    mine = [claim for claim in ledger.claims if _is_beside(claim, explanation, ledger)]
    if not mine:
        return []
    told = (_claim(claim, ledger) for claim in mine[:MOST_CLAIMS])
    return [header(1, "Reported figures beside it"), bullets(told)]


def _claim(claim: Claim, ledger: Ledger) -> list[Inline]:
    said = f"{speaker(claim, ledger)}: {claim_words(claim)}. {about(claim, ledger)}."
    return together(words(said)) + cited((d.id, "") for d in ledger.cited(claim))


def _is_beside(claim: Claim, explanation: Explanation, ledger: Ledger) -> bool:
    cell = explanation.cell
    if not claim.counts or claim.counts.value != cell.measure.counts or claim.window is None:
        return False
    if not claim.window.overlaps(cell.period) or range_of(claim, ledger).is_empty:
        return False
    by = (cell.measure.actor, cell.measure.partner)
    if not _are_related(ledger.scope(claim).actor.split(";"), by, ledger):
        return False
    place, mine = ledger.scope(claim).place, ledger.place_ids.get(cell.measure.place.casefold())
    inside = ledger.hierarchy.places.get(place, frozenset())
    return not cell.measure.place or not place or place == mine or mine in inside


def _are_related(left: Iterable[str], right: Iterable[str], ledger: Ledger) -> bool:
    """True where an actor of one side is of the other, or of a group of it, or none is named."""

    def above(names: Iterable[str]) -> set[str]:
        own = {name.strip() for name in names if name.strip()}
        return own.union(*(ledger.hierarchy.actors.get(name, frozenset()) for name in own))

    one, other = above(left), above(right)
    return not one or not other or not one.isdisjoint(other)


def _printed(case: Case, explanation: Explanation) -> list[Block]:
    lines = history_lines(case, explanation.cell.code)
    return [header(1, "As printed"), bullets(words(line) for line in lines)] if lines else []


def _rows(explanation: Explanation, gate: Gate) -> list[Block]:
    snapshot = explanation.snapshot
    if not explanation.rows or snapshot is None:
        return []
    several = len(explanation.rows) != 1
    stand = "events stand" if several else "event stands"
    count = f"{number(len(explanation.rows))} {stand} behind this figure."
    found = [header(1, "Rows"), para(words(count))]
    listed = _listed(explanation, gate)
    if len(listed) < len(explanation.rows):
        found.append(para(words("The data's terms forbid that its rows are published.")))
    columns = ["Event", "Days", "Place", "Deaths"] + ([] if gate.public else ["Sources"])
    most = MOST_ROWS if gate.public else MOST_WITH_SOURCES
    rows = [_row(row, gate) for row in listed[:most]]
    if rows:
        found.append(Grid("", [words(c) for c in columns], rows).block())
    if len(listed) > most:
        more = number(len(listed) - most)
        said = f"{more} further rows: counterclaim explain CASE {explanation.cell.code}"
        found.append(para(words(said)))
    return found


def _listed(explanation: Explanation, gate: Gate) -> list[Mapping[str, Any]]:
    """The rows that may be shown: in public none of a dataset whose terms forbid it."""
    held = [s for s in (explanation.snapshot, *explanation.others) if s is not None]
    withheld = {s.dataset for s in held if gate.public and s.terms == "no_rows"}
    return [r for r in explanation.rows if str(r["id"]).partition(":")[0] not in withheld]


def _row(row: Mapping[str, Any], gate: Gate) -> Sequence[list[Inline]]:
    days = str(row["from"]) if row["from"] == row["to"] else f"{row['from']} to {row['to']}"
    low, best, high = (row[f"deaths_{end}"] for end in ("low", "best", "high"))
    cells = [
        words(str(row["id"])),
        words(days),
        words(", ".join(str(row[c]) for c in ("place", "admin1") if row.get(c))),
        words(f"{number(best)} ({number(low)}-{number(high)})"),
    ]
    return cells if gate.public else [*cells, words(str(row["source_names"] or "not named"))]


def _data(explanation: Explanation) -> list[Block]:
    snapshot = explanation.snapshot
    if snapshot is None:
        return []
    return [
        header(1, "Data"),
        *(
            para(words(f"{titled(s)}, {s.id}: {s.citation} ({s.licence})"))
            for s in (snapshot, *explanation.others)
        ),
    ]

"""The ledger of a case against itself, its texts, its data and its declared indicators."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from counterclaim.check import Report, check
from counterclaim.check.waivers import waive
from counterclaim.errors import CaseError, NotFound
from counterclaim.ledger import Ledger, Text
from counterclaim.model.answer import Answer
from counterclaim.model.finding import Finding
from counterclaim.model.period import Period

if TYPE_CHECKING:
    from counterclaim.case import Case

TEXTS = "documents"
"""The folder of a case that keeps the extracted text of each drafted document."""


def check_case(case: Case) -> Report:
    """Findings, coverage and verdicts of a case; drafts that nobody accepted are left out."""
    from counterclaim.check.case_derived import declared
    from counterclaim.check.editor import worst_first
    from counterclaim.check.waivers import accepted

    ledger = ledger_of_case(case)
    report = check_ledger(ledger, case)
    indicated = accepted(_indicated(case), case.table("judgements"))
    derived = tuple(declared(ledger, case.definitions.derivations, _cells_of(case)))
    findings = worst_first([*report.findings, *indicated])
    return replace(report, findings=findings, derived=derived)


def check_ledger(ledger: Ledger, case: Case | None) -> Report:
    """The checks that need only the ledger and, where the case holds data, those against it."""
    if case is None or not case.snapshots():
        return check(ledger)
    from counterclaim.check.case_data import CaseData

    data = CaseData(case)
    return check(ledger, count=data, snapshots=data.earlier())


def ledger_of_case(case: Case) -> Ledger:
    """The accepted claims of a case, with the texts that they were drafted from."""
    ledger = Ledger.from_case(case)
    return replace(ledger, texts=_texts(case, {claim.document for claim in ledger.claims}))


def _texts(case: Case, documents: set[str]) -> Mapping[str, Text]:
    found = {}
    for document in sorted(documents - {""}):
        file = case.path / TEXTS / f"{document}.txt"
        if file.is_file():
            found[document] = kept_text(file.read_text(encoding="utf-8"))
    return found


def kept_text(full: str) -> Text:
    """An extracted text as it was kept: paragraphs stand apart by an empty line."""
    from counterclaim.draft.sentences import split

    paragraphs, at = [], 0
    for paragraph in full.split("\n\n"):
        paragraphs.append((at, at + len(paragraph)))
        at += len(paragraph) + 2
    sentences = [span for start, end in paragraphs for span in split(full, start, end)]
    return Text(full, tuple(sentences), tuple(paragraphs))


def _indicated(case: Case) -> tuple[Finding, ...]:
    """Claims of success against the indicators that were declared for them."""
    indicators = case.definitions.indicators
    if not indicators:
        return ()
    from counterclaim.ledger.indicators import findings

    return findings(Ledger.from_case(case), indicators.values(), _count_of(case))


def _cells_of(case: Case) -> Callable[[str], Answer]:
    """Answers what a derivation writes as ``measure:period``."""

    def cell(reference: str) -> Answer:
        measure, _, period = reference.partition(":")
        return _count_of(case)(measure, Period.parse(period))

    return cell


def _count_of(case: Case) -> Callable[[str, Period], Answer]:
    """Counts a measure of the case by its id."""
    measures = case.definitions.measures

    def count(measure: str, period: Period) -> Answer:
        from counterclaim.count.counter import Counter

        if measure not in measures:
            raise NotFound(
                "no such measure in the case",
                seen=measure,
                expected=", ".join(measures),
                remedy="correct the indicator or derivation in case.yaml",
            )
        return Counter(case).answer(measures[measure], period)[0]

    return count


def waive_in(case: Case, finding: str, *, reason: str, by: str) -> str:
    """Accept a finding of the case today; the sentence says which, and by whom.

    Raises ``NotFound`` for a finding that the case does not have, ``CaseError`` for a waiver
    without a reason or a name.
    """
    if not reason.strip() or not by.strip():
        raise CaseError(
            "a finding is accepted with a reason and a name",
            expected="--reason and --by with words in them",
        )
    given = case.table("judgements")
    findings = check_case(case).findings
    on = date.today().isoformat()
    waiver = waive(findings, finding, reason=reason, by=by, on=on, judgements=given)
    case.write("judgements", [*given, waiver])
    told = next(each.explanation for each in findings if each.id == finding)
    return f"accepted by {by} on {on}: {told}"

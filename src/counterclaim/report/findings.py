"""Findings as text that reads as an editor's note, and as JSON that scripts read.

Worst first, ten at a time; what an earlier round did not have is marked as new.
"""

from __future__ import annotations

import json
import textwrap
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Literal

from counterclaim.check import Coverage, Report
from counterclaim.check.derived import DerivedFigure
from counterclaim.model.finding import SEVERITIES, Finding

AT_A_TIME = 10
WIDTH = 88
Format = Literal["text", "json", "html"]


def write(report: Report, format: Format, *, title: str = "", everything: bool = False) -> str:
    """The report of ``check``; ``everything`` shows more than the ten worst in text."""
    if format == "json":
        return as_json(report_json(report))
    if format == "html":
        from counterclaim.report.findings_page import findings_page

        return findings_page(report, title)
    return "\n".join(_report_lines(report, title, everything))


def report_json(report: Report) -> dict[str, Any]:
    """Findings and coverage under the keys that scripts depend on."""
    return {
        "findings": [finding_json(finding) for finding in report.findings],
        "coverage": report.coverage.as_json(),
        "verdicts": dict(sorted(report.verdicts.items())),
        "derived": [derived_json(one) for one in report.derived],
    }


def finding_json(finding: Finding) -> dict[str, Any]:
    """One finding; ``question`` marks one that rests on a guess."""
    return finding.model_dump(mode="json")


def derived_json(one: DerivedFigure) -> dict[str, Any]:
    """One computed quantity with the claims behind it and what to know of it."""
    low, best, high = one.quantity.ends
    ends = {"low": low, "best": best, "high": high, "unit": one.unit}
    told = {"claims": list(one.claims), "caveats": list(one.caveats)}
    return {"sentence": one.sentence, **ends, **told}


def derived_lines(derived: Sequence[DerivedFigure]) -> Iterator[str]:
    """What a case computes from its reported figures, each with its caveats."""
    if derived:
        yield from ("", "Computed from the reported figures:")
    for one in derived:
        mind = f" Mind: {'; '.join(one.caveats)}." if one.caveats else ""
        yield from _wrapped(f"{one.sentence}{mind}", " - ")


def as_json(value: object) -> str:
    """Indented JSON; accents stay letters."""
    return json.dumps(value, ensure_ascii=False, indent=1)


def _report_lines(report: Report, title: str, everything: bool) -> Iterator[str]:
    if title:
        yield from (title, "")
    yield from coverage_lines(report.coverage)
    yield ""
    yield from findings_lines(report.findings, everything=everything)
    yield from derived_lines(report.derived)


def coverage_lines(coverage: Coverage) -> Iterator[str]:
    """How many figures were found, and what became of them."""
    found = coverage.figures_found
    if not found:
        yield "No figure that could be checked was found."
        return
    yield (
        f"{several(found, 'figure')} found: {coverage.checked} set beside another figure, a source "
        f"or the data; {found - coverage.checked} not checked."
    )


def findings_lines(
    findings: Sequence[Finding],
    *,
    everything: bool = False,
    is_new: Callable[[Finding], bool] = lambda finding: False,
    where: Callable[[Finding], str] = lambda finding: "",
) -> Iterator[str]:
    """The open findings as numbered notes, then how many were accepted."""
    standing = [finding for finding in findings if finding.accepted is None]
    yield f"{counted(standing)}."
    shown = standing if everything else standing[:AT_A_TIME]
    for number, finding in enumerate(shown, 1):
        yield ""
        yield from _note(number, finding, is_new(finding), where(finding))
    if len(shown) < len(standing):
        yield ""
        yield f"{several(len(standing) - len(shown), 'more finding')}: add --all to see them."
    yield from _accepted([finding for finding in findings if finding.accepted])


def counted(findings: Iterable[Finding]) -> str:
    """``1 error, 4 warnings (2 of them questions), 1 note``."""
    listed = list(findings)
    if not listed:
        return "No findings"
    totals = Counter(finding.severity for finding in listed)
    questions = Counter(finding.severity for finding in listed if finding.question)
    return ", ".join(
        several(totals[severity], severity) + _questions(questions[severity], totals[severity])
        for severity in SEVERITIES
        if totals[severity]
    )


def label(finding: Finding) -> str:
    """What stands before a finding: its severity, or that it is a question."""
    return f"{finding.severity}, as a question" if finding.question else str(finding.severity)


def _note(number: int, finding: Finding, new: bool, where: str) -> Iterator[str]:
    head = f"{number}. {label(finding).upper()}{' (NEW)' if new else ''}"
    yield f"{head}{'  ' + where if where else ''}"
    yield from _wrapped(finding.explanation, "   ")
    if finding.settle:
        yield from _wrapped(finding.settle, "   -> ")
    yield f"   [{finding.kind} {finding.id}]"


def _accepted(findings: list[Finding]) -> Iterator[str]:
    if findings:
        yield ""
        yield f"{several(len(findings), 'finding')} accepted with a reason:"
    for finding in findings:
        if finding.accepted is not None:
            told = f"{finding.accepted.reason} ({finding.accepted.by}, {finding.accepted.on})"
            yield from _wrapped(f"{finding.explanation} Accepted: {told}", "   ")


def _wrapped(text: str, lead: str) -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=lead,
        subsequent_indent=" " * len(lead),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _questions(questions: int, total: int) -> str:
    if not questions:
        return ""
    if questions == total:
        return " (a question)" if total == 1 else " (all questions)"
    return f" ({questions} of them {'a question' if questions == 1 else 'questions'})"


def several(number: int, noun: str) -> str:
    """``1 note``, ``23 notes``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"

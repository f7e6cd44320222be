"""Claims against the data: the scope of each is counted and set beside what was said.

Counting itself is done elsewhere and handed in. Definitions that differ between a claim and the
dataset (acts against events with a death, one class of violence against all) are named beside the
verdict, since they explain most differences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from counterclaim.check.cells import DROPPED, FLOWS
from counterclaim.check.context import PATTERNS
from counterclaim.check.editor import finding
from counterclaim.check.ranges import range_of
from counterclaim.check.telling import span, told
from counterclaim.ledger import Ledger
from counterclaim.model.answer import Answer, Figure, Refusal, Status
from counterclaim.model.claim import Claim
from counterclaim.model.finding import Finding, Severity, Verdict
from counterclaim.model.quantity import Quantity
from counterclaim.model.scope import Scope

KIND = "against_data"
_NAME_IT = "Name the source that separates it."


@dataclass(frozen=True)
class Counted:
    """An answer with the dataset (and version) that gave it and how its definition differs.

    ``differs`` are sentences or codes; ``rows`` the ids behind the figure, where they are known.
    """

    answer: Answer
    dataset: str = ""
    version: str = ""
    differs: tuple[str, ...] = ()
    rows: frozenset[str] = frozenset()


class Count(Protocol):
    """Counts a scope, on today's data or on an earlier snapshot (by its id)."""

    def __call__(self, scope: Scope, snapshot: str | None = None) -> Counted | Answer:
        """The answer; a refusal where the data cannot say."""


@dataclass(frozen=True)
class Binding:
    """What the data says of one claim: verdict, counted answer, and a finding if there is one."""

    claim: str
    verdict: Verdict
    counted: Counted
    finding: Finding | None = None


def against_data(
    ledger: Ledger, count: Count, snapshots: Sequence[str] = ()
) -> tuple[Binding, ...]:
    """Every countable claim with its verdict; ``snapshots`` are earlier ones, newest first."""
    return tuple(_bound(ledger, claim, count, snapshots) for claim in countable(ledger))


def countable(ledger: Ledger) -> Iterator[Claim]:
    """Claims with a figure for acts or harms in a stated window, which somebody still holds."""
    for claim in ledger.in_order:
        held = claim.status not in DROPPED and claim.counts in FLOWS
        if held and claim.window is not None and claim.comparator not in PATTERNS:
            yield claim


def verdict_on(said: Quantity, counted: Quantity) -> Verdict:
    """Supported if the best figure lies in what was said, within range if the ranges touch."""
    best = counted.best if counted.best is not None else counted.low
    if best is not None and said.contains(Quantity.exact(best)):
        return "supported"
    return "within_range" if said.overlaps(counted) else "contradicted"


def _bound(ledger: Ledger, claim: Claim, count: Count, snapshots: Sequence[str]) -> Binding:
    scope = ledger.scope(claim)
    counted = _counted(count(scope))
    if isinstance(counted.answer, Refusal):
        return _refused(ledger, claim, counted, counted.answer)
    said = range_of(claim, ledger.rules)
    verdict = verdict_on(said, figure_for(claim, counted.answer))
    if verdict != "contradicted":
        return Binding(claim.id, verdict, counted)
    for snapshot in snapshots:
        earlier = _counted(count(scope, snapshot))
        if _bore_out(claim, said, earlier):
            stale = _stale(ledger, claim, counted, earlier, snapshot)
            return Binding(claim.id, "stale", counted, stale)
    return Binding(claim.id, verdict, counted, _contradicted(ledger, claim, counted))


def figure_for(claim: Claim, figure: Figure) -> Quantity:
    """The number that answers the claim: events where it counts acts, else the summed harm."""
    return figure.events if claim.counts == "acts" and figure.events else figure.quantity


def _bore_out(claim: Claim, said: Quantity, counted: Counted) -> bool:
    if isinstance(counted.answer, Refusal):
        return False
    return verdict_on(said, figure_for(claim, counted.answer)) != "contradicted"


def _counted(answer: Counted | Answer) -> Counted:
    return answer if isinstance(answer, Counted) else Counted(answer)


def _refused(ledger: Ledger, claim: Claim, counted: Counted, refusal: Refusal) -> Binding:
    """Not separable is a warning where the text gives an exact figure; the rest is coverage."""
    if refusal.status is not Status.NOT_SEPARABLE:
        return Binding(claim.id, "not_checkable", counted)
    if not claim.quantity.is_exact:
        return Binding(claim.id, "not_separable", counted)
    told_so = finding(
        ledger,
        KIND,
        "warning",
        "not_separable",
        [claim],
        f"{told(ledger, claim)} gives an exact figure for what the data cannot separate. "
        f"{refusal.reason}",
        f"{refusal.remedy[:1].upper()}{refusal.remedy[1:]}." if refusal.remedy else _NAME_IT,
        caveats=(refusal.code,),
    )
    return Binding(claim.id, "not_separable", counted, told_so)


def _contradicted(ledger: Ledger, claim: Claim, counted: Counted) -> Finding:
    severity: Severity = "error" if names_dataset(ledger, claim, counted) else "warning"
    return finding(
        ledger,
        KIND,
        severity,
        "contradicted" if severity == "error" else "in_tension",
        [claim],
        f"{told(ledger, claim)}; the data ({_source(counted)}) gives {_given(claim, counted)}."
        + _differences(claim, counted),
        "Say which dataset and version the figure is from, or correct it.",
        figures=_figures(claim, counted),
        caveats=counted.differs,
    )


def _stale(
    ledger: Ledger, claim: Claim, counted: Counted, earlier: Counted, snapshot: str
) -> Finding:
    changed = sorted(counted.rows ^ earlier.rows)
    rows = f" Rows that changed: {', '.join(changed[:8])}." if changed else ""
    return finding(
        ledger,
        KIND,
        "warning",
        "stale",
        [claim],
        f"{told(ledger, claim)} was right on {snapshot} ({_given(claim, earlier)}); today's data "
        f"({_source(counted)}) gives {_given(claim, counted)}.{rows}",
        "Update the figure, or name the version it is from.",
        figures={**_figures(claim, counted), "snapshot": snapshot, "changed": changed},
        caveats=counted.differs,
    )


def names_dataset(ledger: Ledger, claim: Claim, counted: Counted) -> bool:
    """True if the sentence or its sources name this dataset with its version."""
    if not counted.dataset or not counted.version:
        return False
    words = " ".join([ledger.sentence(claim), *(d.title for d in ledger.cited(claim))]).casefold()
    versions = re.findall(r"\d+(?:\.\d+)+", words)
    return counted.dataset.casefold() in words and counted.version in versions


def _differences(claim: Claim, counted: Counted) -> str:
    named = list(counted.differs)
    if claim.counts == "acts":
        named.append("the data counts events, often only those with a death; the text counts acts")
    return f" Definitions differ: {'; '.join(named)}." if named else ""


def _given(claim: Claim, counted: Counted) -> str:
    if isinstance(counted.answer, Refusal):
        return "no figure"
    quantity = figure_for(claim, counted.answer)
    ends = span(quantity.low, quantity.high)
    return ends if quantity.best is None else f"{quantity.best:,} ({ends})"


def _source(counted: Counted) -> str:
    return " ".join(part for part in (counted.dataset, counted.version) if part) or "as counted"


def _figures(claim: Claim, counted: Counted) -> dict[str, object]:
    if isinstance(counted.answer, Refusal):
        return {}
    quantity = figure_for(claim, counted.answer)
    return {"low": quantity.low, "best": quantity.best, "high": quantity.high}

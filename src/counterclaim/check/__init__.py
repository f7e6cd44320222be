"""One kind of check per file: within the ledger, against the data, within a document.

Each module listed in :data:`CHECKS` has a ``KIND`` and ``findings(ledger)``. To add a check: one
file, one line here, one test, one entry in the docs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from counterclaim.check.data import Count
    from counterclaim.check.derived import DerivedFigure
    from counterclaim.ledger import Ledger
    from counterclaim.model.finding import Finding, Verdict

CHECKS: tuple[str, ...] = (
    "logic",
    "same_event",
    "shares",
    "added_up",
    "implausible_part",
    "words_ratio",
    "expired",
    "outside_presence",
    "rival_ends",
    "site_control",
    "cited_figures",
    "cited_actors",
    "cited_negations",
    "party_claims",
    "joint_action",
    "flattened",
    "unsourced",
    "captions",
    "share_base",
    "dates",
    "superseded",
    "repeated_sources",
)
"""Every check that needs nothing but a ledger, in the order in which they run."""

# Kinds that speak of the same figures, the surest first: what one has told the next leaves out.
_FIGURES = frozenset({"logic", "same_event"})


@dataclass(frozen=True)
class Coverage:
    """How many figures a document or ledger holds, and what became of them.

    ``bound`` are those whose scope says enough to be compared or counted, ``checked`` those that
    a check could set beside another figure or the data; the rest is ``unbindable``.
    """

    figures_found: int = 0
    bound: int = 0
    checked: int = 0
    unbindable: int = 0

    def as_json(self) -> dict[str, int]:
        """The coverage as commands print it."""
        return dict(vars(self))


@dataclass(frozen=True)
class Report:
    """Findings worst first, the coverage, and the verdict of every claim held against the data.

    ``derived`` are the quantities that a case declares to be computed from its claims.
    """

    findings: tuple[Finding, ...] = ()
    coverage: Coverage = Coverage()
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    derived: tuple[DerivedFigure, ...] = ()

    def as_json(self) -> dict[str, object]:
        """Findings and coverage as commands print them."""
        told = [finding.model_dump(mode="json") for finding in self.findings]
        return {"findings": told, "coverage": self.coverage.as_json()}

    @property
    def has_errors(self) -> bool:
        """True if an error stands that nobody has accepted."""
        return any(f.severity == "error" and f.accepted is None for f in self.findings)


def check(
    ledger: Ledger,
    *,
    count: Count | None = None,
    snapshots: Sequence[str] = (),
    checks: Iterable[str] = CHECKS,
) -> Report:
    """Run the checks over a ledger and, where ``count`` is given, its claims against the data.

    ``snapshots`` are earlier snapshot ids, newest first, on which a claim that today's data does
    not bear out is tried again. Waivers among the ledger's judgements are applied.
    """
    from counterclaim.check.coverage import coverage_of
    from counterclaim.check.data import against_data
    from counterclaim.check.editor import worst_first
    from counterclaim.check.waivers import accepted

    found = [finding for name in checks for finding in _run(name, ledger)]
    bindings = against_data(ledger, count, snapshots) if count else ()
    found += [binding.finding for binding in bindings if binding.finding]
    told = accepted(worst_first(told_once(found)), ledger.judgements)
    verdicts = {binding.claim: binding.verdict for binding in bindings}
    return Report(told, coverage_of(ledger, verdicts), verdicts)


def told_once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Findings without those whose claims a surer finding on the same figures already holds."""
    seen: list[tuple[str, frozenset[str]]] = []
    ids: set[str] = set()
    for finding in findings:
        claims = frozenset(finding.claims)
        repeats = finding.kind in _FIGURES and any(
            claims <= other and kind != finding.kind for kind, other in seen
        )
        if not repeats and finding.id not in ids:
            yield finding
        ids.add(finding.id)
        if finding.kind in _FIGURES:
            seen.append((finding.kind, claims))


def _run(name: str, ledger: Ledger) -> Iterable[Finding]:
    module = import_module(f"counterclaim.check.{name}")
    found: Iterable[Finding] = module.findings(ledger)
    return found

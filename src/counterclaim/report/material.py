"""What a report rests on, read once and already through the gate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from counterclaim.count.scorecard import Scored, score
from counterclaim.ledger import Ledger
from counterclaim.model.finding import Finding
from counterclaim.model.place import Place, Site
from counterclaim.model.snapshot import Snapshot
from counterclaim.report.conclusions import Assessment, assessed, checked
from counterclaim.report.contested import Contested, contested
from counterclaim.report.gate import Gate
from counterclaim.report.licences import strictest
from counterclaim.report.release import Release, release

if TYPE_CHECKING:
    from counterclaim.case import Case
    from counterclaim.case.definitions import Definitions


@dataclass(frozen=True)
class Material:
    """The case as one export may see it. ``findings`` come worst first."""

    gate: Gate
    definitions: Definitions
    release: Release
    scored: tuple[Scored, ...]
    ledger: Ledger
    sites: tuple[tuple[Site, Place | None], ...]
    findings: tuple[Finding, ...]
    assessments: tuple[Assessment, ...]

    @property
    def case(self) -> Case:
        """The case itself, for bulk rows alone."""
        return self.gate.case

    @property
    def title(self) -> str:
        """The title of the case."""
        return self.gate.text(self.definitions.title) or "Untitled case"

    @cached_property
    def snapshots(self) -> tuple[Snapshot, ...]:
        """The snapshots that any scorecard used, in order of their ids."""
        used = {s.id: s for scored in self.scored for s in scored.snapshots}
        return tuple(used[name] for name in sorted(used))

    @property
    def licence(self) -> str:
        """The most restrictive licence of the data in the report."""
        return strictest(s.licence for s in self.snapshots)

    @cached_property
    def contested(self) -> tuple[Contested, ...]:
        """Reported figures that differ for the same thing."""
        return contested(self.ledger, self.findings)

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """What a reader is shown for an id."""
        return self.ledger.titles


def material(case: Case, *, public: bool = True) -> Material:
    """Everything that a report of the case needs; raises ``ExportRefused`` at the gate."""
    gate = Gate(case, public)
    definitions = case.definitions
    scored = tuple(score(case, name) for name in definitions.scorecards)
    gate.refuse_rebuilding(scored)
    whole = Ledger.from_case(case)
    ledger = replace(whole, claims=gate.claims(), documents=gate.documents())
    return Material(
        gate,
        definitions,
        release(case),
        scored,
        ledger,
        gate.sites({place.id: place for place in ledger.places}),
        gate.findings(checked(case, whole)),
        gate.assessments(assessed(case)),
    )

"""The audit of a finished text in one step: read, draft, check, with or without a case.

Every figure is found, its scope is bound as far as the text allows, and every check that applies
is run: the text against itself, against the titles of what it cites, against the cited documents
where these are at hand, and against the data and the ledger of a case where one is given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from counterclaim.check import Coverage
from counterclaim.check.case_check import check_ledger
from counterclaim.check.coverage import coverage_of
from counterclaim.check.derived import DerivedFigure, derived
from counterclaim.check.drafted import HYPOTHETICAL, known_to, ledger_of
from counterclaim.check.editor import worst_first
from counterclaim.check.looked_up import LookedUp, look_up
from counterclaim.check.looked_up import findings as findings_of_sources
from counterclaim.check.standing import Standing, standings
from counterclaim.check.waivers import accepted, is_new
from counterclaim.check.wording import in_words
from counterclaim.draft.text import Document
from counterclaim.ledger import Ledger
from counterclaim.model.claim import Claim
from counterclaim.model.finding import Finding, Verdict

if TYPE_CHECKING:
    from counterclaim.case import Case
    from counterclaim.draft.claims import DraftClaim
    from counterclaim.draft.documents import Progress
    from counterclaim.draft.endpoint import Completed
    from counterclaim.draft.notes import Notes

Complete = Callable[[Document, Sequence["DraftClaim"]], "Completed"]
"""Fills what the drafts leave open, and proposes missed ones (see ``draft.endpoint``)."""


@dataclass(frozen=True)
class Drafted:
    """A document that was read, its drafts in reading order, and its notes."""

    document: Document
    claims: tuple[DraftClaim, ...]
    notes: Notes


@dataclass(frozen=True)
class Audit:
    """What an audit found, and what it could not check.

    ``findings`` come worst first and touch this document; ``verdicts`` are those of the data by
    claim; ``looked_up`` tells of each figure in each cited document that is at hand.
    """

    drafted: Drafted
    ledger: Ledger
    findings: tuple[Finding, ...]
    coverage: Coverage
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    derived: tuple[DerivedFigure, ...] = ()
    looked_up: tuple[LookedUp, ...] = ()
    previous: tuple[Finding, ...] | None = None

    @property
    def document(self) -> Document:
        """The document that was read."""
        return self.drafted.document

    @property
    def claims(self) -> tuple[DraftClaim, ...]:
        """Its drafts in reading order."""
        return self.drafted.claims

    @property
    def notes(self) -> Notes:
        """Its notes, resolved to documents."""
        return self.drafted.notes

    @property
    def has_errors(self) -> bool:
        """True if an error stands that nobody has accepted."""
        return any(f.severity == "error" and f.accepted is None for f in self.findings)

    @cached_property
    def standings(self) -> Mapping[str, Standing]:
        """What became of each claim of this document, by its id."""
        return standings(self.ledger, self._own, self.findings, self.verdicts)

    @cached_property
    def unchecked(self) -> Mapping[str, int]:
        """Why figures could not be checked, and how many for each reason, most first."""
        reasons: dict[str, int] = {}
        for standing in self.standings.values():
            if standing.reason and standing.is_figure:
                reasons[standing.reason] = reasons.get(standing.reason, 0) + 1
        supposed = sum(HYPOTHETICAL in draft.flags for draft in self.claims)
        if supposed:
            reasons["only supposed, so nothing is claimed"] = supposed
        return dict(sorted(reasons.items(), key=lambda item: (-item[1], item[0])))

    @cached_property
    def gone(self) -> tuple[Finding, ...]:
        """Findings of the earlier round that this one does not have."""
        here = {finding.id for finding in self.findings}
        return tuple(finding for finding in self.previous or () if finding.id not in here)

    def is_new(self, finding: Finding) -> bool:
        """True if an earlier round was given and did not have this finding as it is."""
        return self.previous is not None and is_new(finding, self.previous)

    @property
    def _own(self) -> list[Claim]:
        ids = {draft.id for draft in self.claims}
        return [claim for claim in self.ledger.claims if claim.id in ids]


def draft(
    source: Path | bytes | Document,
    *,
    name: str | None = None,
    case: Case | None = None,
    progress: Progress | None = None,
    complete: Complete | None = None,
) -> Drafted:
    """Read a document and draft its claims, with the names and places of a case if one is given.

    ``name`` names bytes; ``progress`` is told of pages, then that the rest is open. Raises
    ``UnreadableDocument`` or ``UnknownFormat`` for what cannot be read, ``MissingExtra`` where
    the extra ``draft`` is not installed.
    """
    from counterclaim.draft.claims import draft_claims
    from counterclaim.draft.documents import read
    from counterclaim.draft.notes import read_notes

    document = source if isinstance(source, Document) else read(source, name, progress)
    if progress is not None:
        progress(0, 0)
    known = known_to(case) if case is not None else None
    claims = draft_claims(
        document,
        names=known.names if known else None,
        places=known.places if known else None,
        vague=known.vague if known else None,
    )
    if complete is not None:
        completed = complete(document, claims)
        claims = completed.claims
        document = replace(document, issues=(*document.issues, *completed.issues))
    return Drafted(document, claims, read_notes(document))


def audit(
    source: Path | bytes | Document,
    *,
    name: str | None = None,
    case: Case | None = None,
    cited_folder: Path | None = None,
    previous: Iterable[Finding] | None = None,
    progress: Progress | None = None,
    complete: Complete | None = None,
) -> Audit:
    """Audit a text: its drafts against themselves, its sources, and a case where one is given.

    ``cited_folder`` holds the cited documents (a folder, or a Zotero storage); ``previous`` are
    the findings of an earlier round, so that what is new can be told. Raises what
    :func:`draft` raises.
    """
    drafted = draft(source, name=name, case=case, progress=progress, complete=complete)
    ledger = ledger_of(drafted.document, drafted.claims, drafted.notes, case)
    own = {draft.id for draft in drafted.claims}
    report = check_ledger(ledger, case)
    looked_up = _look_up(drafted, ledger, cited_folder) if cited_folder else ()
    sought = accepted(findings_of_sources(ledger, looked_up), ledger.judgements)
    told = [f for f in report.findings if _touches(f, own, drafted.document.name)]
    shown = {draft.id: drafted.document.words(draft.span) for draft in drafted.claims}
    return Audit(
        drafted,
        ledger,
        worst_first(in_words(finding, shown) for finding in [*told, *sought]),
        _coverage(ledger, drafted, report.verdicts),
        {claim: verdict for claim, verdict in report.verdicts.items() if claim in own},
        derived(ledger, drafted.document.name),
        looked_up,
        None if previous is None else tuple(previous),
    )


def _touches(finding: Finding, own: set[str], name: str) -> bool:
    """True if a finding speaks of the audited text."""
    return bool(own.intersection(finding.claims)) or any(m.file == name for m in finding.documents)


def _coverage(ledger: Ledger, drafted: Drafted, verdicts: Mapping[str, Verdict]) -> Coverage:
    """The coverage of the text's own figures; those only supposed are found, and not bound."""
    own = {draft.id for draft in drafted.claims}
    mine = replace(ledger, claims=tuple(claim for claim in ledger.claims if claim.id in own))
    found = coverage_of(mine, verdicts)
    supposed = sum(HYPOTHETICAL in draft.flags for draft in drafted.claims)
    return replace(
        found,
        figures_found=found.figures_found + supposed,
        unbindable=found.unbindable + supposed,
    )


def _look_up(drafted: Drafted, ledger: Ledger, folder: Path) -> tuple[LookedUp, ...]:
    own = {draft.id: drafted.document.words(draft.span) for draft in drafted.claims}
    claims = [claim for claim in ledger.claims if claim.id in own]
    return look_up(claims, drafted.notes, folder, own)

"""The gate between a case and what leaves it: licence terms, and harm to people.

Every output is made from a :class:`Gate`'s view of the case, never from the case itself. The gate
counts what it keeps back, and the manifest prints the counts. A private export passes everything.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from counterclaim.errors import ExportRefused
from counterclaim.model.answer import Figure
from counterclaim.model.claim import Claim
from counterclaim.model.finding import Finding
from counterclaim.model.place import Place, Site
from counterclaim.model.snapshot import Snapshot
from counterclaim.model.source import Document

if TYPE_CHECKING:
    from counterclaim.case import Case
    from counterclaim.count.scorecard import Scored
    from counterclaim.report.conclusions import Assessment

# Formats that hold rows of the data, not figures alone.
HOLDS_ROWS = frozenset({"parquet", "geojson", "crate"})
# Sensitivities under which a record is left out; under any other it is coarsened where it can be.
LEFT_OUT = frozenset({"withhold", "withheld", "secret", "private", "leave_out", "omit"})
# Kinds of finding that are turned against victims' counts too easily.
KEPT_BACK = ("tipping", "multiverse", "misclassification")
# What a bibliography needs; reference managers keep notes, file paths and tags beside it.
BIBLIOGRAPHIC = frozenset(
    {
        *("id", "type", "title", "title-short", "author", "editor", "translator", "publisher"),
        *("publisher-place", "container-title", "container-title-short", "collection-title"),
        *("collection-number", "volume", "issue", "page", "number", "edition", "genre", "medium"),
        *("issued", "accessed", "original-date", "event-title", "event-place", "language"),
        *(
            "URL",
            "DOI",
            "ISBN",
            "ISSN",
            "archive",
            "section",
            "version",
            "status",
            "chapter-number",
        ),
        *("number-of-pages", "number-of-volumes", "PMID", "PMCID", "jurisdiction", "authority"),
    }
)
# Documents whose authors are private persons rather than authors of publications.
PERSONAL = frozenset({"post", "personal_communication", "interview"})

_SCRUBS: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("e-mail addresses", re.compile(r"[\w.+-]+@(?:[\w-]+\.)+[A-Za-z]{2,}"), "[address removed]"),
    (
        "handles",
        re.compile(
            r"(?<![\w.-])(?:https?://)?(?:www\.|m\.|mobile\.)?(?:t\.me|telegram\.me|x\.com|twitter\.com|"
            r"facebook\.com|fb\.com|instagram\.com|tiktok\.com|vk\.com|youtube\.com/@)(?:/\S*)?",
            re.IGNORECASE,
        ),
        "[handle removed]",
    ),
    ("handles", re.compile(r"(?<![\w/@.])@\w[\w.]*\w"), "[handle removed]"),
    (
        "file paths",
        re.compile(
            r"(?:file://\S+|(?<!\w)[A-Za-z]:\\\S+|\\\\[\w.-]+\\\S+|~/\S+|"
            r"(?<![\w:/.\])])/(?:[\w.~-]+/)+[\w.~-]*)"
        ),
        "[path removed]",
    ),
)


@dataclass
class Gate:
    """One export's view of a case. ``kept`` counts what was left out, coarsened or stripped."""

    case: Case
    public: bool = True
    kept: Counter[str] = field(default_factory=Counter)

    def refuse_rows(self, formats: Iterable[str]) -> None:
        """Stop a public export that would hold rows under terms which forbid publication.

        Raises ``ExportRefused`` and names the snapshots.
        """
        asked = sorted(HOLDS_ROWS.intersection(formats))
        closed = closed_snapshots(self.case.snapshots())
        if self.public and asked and closed:
            raise ExportRefused(
                "rows under terms that forbid their publication would leave the case",
                seen=", ".join(f"{s.id} ({s.licence or 'terms: no rows'})" for s in closed),
                expected="figures alone, with citation, access date and filters",
                remedy=f"leave {', '.join(asked)} out of --to, or write for yourself: --private",
            )

    def refuse_rebuilding(self, scorecards: Sequence[Scored]) -> None:
        """Stop a public scorecard from which rows under such terms could be rebuilt."""
        if not self.public:
            return
        for scored in scorecards:
            closed = closed_snapshots(scored.snapshots)
            if closed and rebuildable(scored, {s.id for s in closed}):
                raise ExportRefused(
                    "rows that may not be published could be rebuilt from a scorecard",
                    seen=f"{scored.scorecard.id}: {', '.join(s.id for s in closed)}",
                    expected="cells that sum several events",
                    remedy="use a longer period or a larger area, or write for yourself: --private",
                )

    def claims(self) -> tuple[Claim, ...]:
        """Claims that may leave; notes and spellings of the analyst stay in the case."""
        rows = tuple(claim for claim in self.case.table("claims") if not claim.is_draft)
        if not self.public:
            return rows
        told = tuple(self._claim(row) for row in rows if not row.sensitivity)
        self._count("sensitive claims left out", len(rows) - len(told))
        return told

    def _claim(self, row: Claim) -> Claim:
        texts = ("statement", "locator", "voice", "words", "unit", "population", "place")
        cleaned = {name: self.text(getattr(row, name)) for name in texts}
        self._count("analysts' notes stripped", bool(row.note))
        return row.model_copy(update={**cleaned, "note": "", "reliability": "", "credibility": ""})

    def withheld_claims(self) -> frozenset[str]:
        """Ids of the claims that may not leave."""
        rows = self.case.table("claims") if self.public else ()
        return frozenset(row.id for row in rows if row.sensitivity)

    def findings(self, found: Iterable[Finding]) -> tuple[Finding, ...]:
        """Findings that may leave: none that rests on a withheld claim, none kept back by kind."""
        rows = tuple(found)
        if not self.public:
            return rows
        withheld = self.withheld_claims()
        told = [f for f in rows if not withheld.intersection(f.claims)]
        self._count("findings on sensitive claims left out", len(rows) - len(told))
        kept = [f for f in told if not any(word in f.kind for word in KEPT_BACK)]
        self._count("tipping points and multiverse counts left out", len(told) - len(kept))
        return tuple(self._finding(f) for f in kept)

    def _finding(self, found: Finding) -> Finding:
        self._count("analysts' names stripped", found.accepted is not None)
        texts = {"explanation": self.text(found.explanation), "settle": self.text(found.settle)}
        figures = {k: v for k, v in found.figures.items() if not any(w in k for w in KEPT_BACK)}
        gone = {"accepted": None, "documents": (), "figures": figures}
        return found.model_copy(update={**texts, **gone})

    def assessments(self, found: Iterable[Assessment]) -> tuple[Assessment, ...]:
        """Assessments that may leave, by the same rules."""
        rows = {row.finding.id: row for row in found}
        told = self.findings(row.finding for row in rows.values())
        return tuple(replace(rows[finding.id], finding=finding) for finding in told)

    def sites(self, places: Mapping[str, Place]) -> tuple[tuple[Site, Place | None], ...]:
        """Sites with their places; those marked sensitive are left out, or named by region only."""
        found: list[tuple[Site, Place | None]] = []
        for site in self.case.table("sites"):
            place = places.get(site.place)
            if not self.public or not site.sensitivity:
                found.append((site, place))
            elif site.sensitivity.lower().replace(" ", "_") in LEFT_OUT:
                self._count("sensitive sites left out")
            else:
                self._count("sensitive sites coarsened")
                coarse = coarsened(place)
                gone = {"id": "", "place": coarse.name, "citations": (), "sensitivity": ""}
                found.append((site.model_copy(update=gone), coarse))
        return tuple(found)

    def documents(self) -> tuple[Document, ...]:
        """Sources with the fields that a bibliography needs."""
        rows = self.case.sources()
        if not self.public:
            return rows
        secret = self._secret_documents()
        told = [row for row in rows if row.id not in secret]
        self._count("sources of sensitive records left out", len(rows) - len(told))
        return tuple(self._document(row) for row in told)

    def _secret_documents(self) -> frozenset[str]:
        """Documents that only records which may not leave rest on."""
        of = {c.id: c.document for c in self.case.table("citations")}
        secret, told = set[str](), set[str]()
        rows: list[Claim | Site] = [*self.case.table("claims"), *self.case.table("sites")]
        for row in rows:
            named = {of.get(name, name) for name in row.citations}
            named |= {row.document} if isinstance(row, Claim) else set()
            (secret if row.sensitivity else told).update(named)
        return frozenset(secret - told)

    def _document(self, document: Document) -> Document:
        fields = document.csl()
        kept = {name: self.value(v) for name, v in fields.items() if name in BIBLIOGRAPHIC}
        self._count("unpublished fields of sources stripped", len(fields) - len(kept))
        if document.type in PERSONAL and kept.pop("author", None):
            self._count("personal names stripped")
        return Document.model_validate({**kept, "id": document.id})

    def value(self, value: Any) -> Any:
        """Every text in a nested value, cleaned."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list | tuple):
            return [self.value(item) for item in value]
        if isinstance(value, dict):
            return {name: self.value(item) for name, item in value.items()}
        return value

    def text(self, text: str) -> str:
        """Text without handles, addresses, file paths and the names of analysts."""
        if not self.public or not text:
            return text
        for kind, pattern, instead in _SCRUBS:
            text, times = pattern.subn(instead, text)
            self._count(f"{kind} stripped", times)
        for name in self.analysts:
            text, times = re.subn(rf"(?<!\w){re.escape(name)}(?!\w)", "[name removed]", text)
            self._count("analysts' names stripped", times)
        return text

    @cached_property
    def analysts(self) -> tuple[str, ...]:
        """Names of those who judged and waived, and of the authors of the case."""
        names = {row.by for row in self.case.table("judgements")}
        names |= set(self.case.definitions.authors)
        return tuple(sorted((n for n in names if len(n) > 2), key=lambda n: (-len(n), n)))

    def _count(self, what: str, times: int | bool = 1) -> None:
        if times:
            self.kept[what] += int(times)


def closed_snapshots(snapshots: Iterable[Snapshot]) -> list[Snapshot]:
    """Snapshots whose rows may not be published."""
    return sorted((s for s in snapshots if s.terms == "no_rows"), key=lambda s: s.id)


def rebuildable(scored: Scored, closed: set[str]) -> bool:
    """True if the cells tell single events apart.

    That is so where the periods are days, where the rows are places, or where cells of months or
    of small areas rest on one event more often than not.
    """
    card = scored.scorecard
    if card.period == "day" or card.by == "place":
        return True
    if card.by != "admin2" and card.period != "month":
        return False
    mine = [c for r in scored.rows for c in r.cells if c.snapshot and c.snapshot.id in closed]
    sizes = [c.answer.ids for c in mine if isinstance(c.answer, Figure)]
    return sum(n == 1 for n in sizes) > sum(n > 1 for n in sizes)


def coarsened(place: Place | None) -> Place:
    """The first-order division or country that a place lies in, without coordinates."""
    if place is None:
        return Place(id="", name="place withheld")
    name = place.admin1 or place.country or "place withheld"
    precision = "admin1" if place.admin1 else "country"
    return Place(id="", name=name, precision=precision, country=place.country, admin1=place.admin1)

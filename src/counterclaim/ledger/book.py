"""The ledger as one value: claims with the sources, actors and places that they speak of.

The same checks run over the ledger of a case and over the drafts of one text. For a draft each
claim carries *origin* marks: which of its fields were in the text, inherited or guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from counterclaim.case.hierarchy import populations
from counterclaim.case.rules import Rules
from counterclaim.errors import PeriodError
from counterclaim.ledger.hierarchy import (
    hierarchy_of,
    known_names,
    looks_joint,
    parts_of,
    people,
    place_names,
    plain,
)
from counterclaim.ledger.text import Span, Text, span_of
from counterclaim.model.actor import Actor, ActorName, ActorRelation, Group
from counterclaim.model.claim import AUTHOR, Claim, Forecast, Incident, Judgement
from counterclaim.model.period import Period
from counterclaim.model.place import Place, Site
from counterclaim.model.scope import Hierarchy, Scope
from counterclaim.model.snapshot import Snapshot
from counterclaim.model.source import Citation, Document

if TYPE_CHECKING:
    from counterclaim.case import Case

# "people, including civilians" are people
_INCLUDING = re.compile(r",?\s+(?:including|among them|dont)\b", re.IGNORECASE)
Origins = Mapping[str, Mapping[str, str]]
GUESS = "guess"


@dataclass(frozen=True)
class Ledger:
    """Claims and all that is needed to compare them. Nothing in it is ever changed in place.

    ``origin`` maps a claim's id to the origin of its fields (``text``, ``inherited``, ``guess``);
    ``texts`` maps a document's id to its text. ``rules`` holds the case's vague words and
    populations.
    """

    claims: tuple[Claim, ...] = ()
    documents: tuple[Document, ...] = ()
    citations: tuple[Citation, ...] = ()
    actors: tuple[Actor, ...] = ()
    names: tuple[ActorName, ...] = ()
    relations: tuple[ActorRelation, ...] = ()
    groups: Mapping[str, Group] = field(default_factory=dict)
    places: tuple[Place, ...] = ()
    sites: tuple[Site, ...] = ()
    incidents: tuple[Incident, ...] = ()
    forecasts: tuple[Forecast, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    snapshots: tuple[Snapshot, ...] = ()
    rules: Rules = field(default_factory=Rules)
    texts: Mapping[str, Text] = field(default_factory=dict)
    origin: Origins = field(default_factory=dict)

    @classmethod
    def from_case(cls, case: Case) -> Ledger:
        """The ledger of a case folder without drafts; errors of its tables are raised."""
        return cls(
            claims=tuple(claim for claim in case.table("claims") if not claim.is_draft),
            documents=case.sources(),
            citations=case.table("citations"),
            actors=case.table("actors"),
            names=case.table("actor_names"),
            relations=case.table("relations"),
            groups=case.definitions.groups,
            places=case.table("places"),
            sites=case.table("sites"),
            incidents=case.table("incidents"),
            forecasts=case.table("forecasts"),
            judgements=case.table("judgements"),
            snapshots=case.snapshots(),
            rules=case.definitions.rules,
        )

    def holding(self, claims: Iterable[Claim]) -> Ledger:
        """The same ledger with other claims."""
        return replace(self, claims=tuple(claims))

    @cached_property
    def by_id(self) -> Mapping[str, Claim]:
        """Claims by their id."""
        return {claim.id: claim for claim in self.claims}

    @cached_property
    def in_order(self) -> tuple[Claim, ...]:
        """Claims in the order of their ids, so that findings do not depend on how they came."""
        return tuple(sorted(self.claims, key=lambda claim: claim.id))

    @cached_property
    def document_of(self) -> Mapping[str, Document]:
        """Documents by their id."""
        return {document.id: document for document in self.documents}

    @cached_property
    def spelled(self) -> Mapping[str, str]:
        """Plain spellings of single actors and groups to their ids; unlisted ones to themselves."""
        used = {n for c in self.claims for n in (c.actor, c.target) if n and not looks_joint(n)}
        known = known_names(self.actors, self.names, self.groups)
        return {**{plain(name): plain(name) for name in used}, **known}

    @cached_property
    def _joint(self) -> Mapping[str, frozenset[str]]:
        """Plain spellings of actors that act together, to the ids of those actors."""
        used = {n for c in self.claims for n in (c.actor, c.target) if looks_joint(n)}
        parts = {plain(name): parts_of(name, self.spelled) for name in used}
        written = {name: members for name, members in parts.items() if members}
        return written | {
            spelling: frozenset(member.actor for member in group.members)
            for key, group in self.groups.items()
            if group.joint
            for spelling in (plain(key), plain(group.name))
        }

    @cached_property
    def place_ids(self) -> Mapping[str, str]:
        """Plain spellings of places to their ids."""
        return place_names(self.places)

    @cached_property
    def hierarchy(self) -> Hierarchy:
        """What lies inside what."""
        return hierarchy_of(
            self.groups,
            self.relations,
            self.places,
            self.rules.populations,
            {_together(members): members for members in self._joint.values()},
            {self._people(claim) for claim in self.claims},
        )

    @cached_property
    def place_spellings(self) -> frozenset[str]:
        """Plain spellings of places, listed or used by a claim."""
        return frozenset(self.place_ids) | {plain(c.place) for c in self.claims if c.place}

    @cached_property
    def acting(self) -> frozenset[str]:
        """The actors to whom some claim ascribes an act or a harm."""
        named = {
            self.actor_id(claim.actor) for claim in self.claims if claim.counts and claim.actor
        }
        return frozenset(member for actor in named for member in self.members(actor))

    def scope(self, claim: Claim) -> Scope:
        """The claim's scope with ids instead of spellings, for comparison."""
        return Scope(
            claim.counts.value if claim.counts else "",
            self.actor_id(claim.actor),
            self.actor_id(claim.target),
            self._people(claim),
            self.place_id(claim.place),
            claim.window,
        )

    def _people(self, claim: Claim) -> str:
        return people(plain(_INCLUDING.split(claim.population)[0]), self._populations)

    @cached_property
    def _populations(self) -> frozenset[str]:
        return frozenset(populations(self.rules.populations))

    def place_id(self, name: str) -> str:
        """The id behind a spelling; "Town, region" is the town where a claim or table names it."""
        spelling, town = plain(name), plain(name.split(",")[0])
        if spelling in self.place_ids:
            return self.place_ids[spelling]
        known = self.place_ids.get(town)
        return known or (town if town in self.place_spellings else spelling)

    def actor_id(self, name: str) -> str:
        """The id behind a spelling, or the plain spelling where the ledger knows none."""
        spelling = plain(name)
        if spelling in self._joint:
            return _together(self._joint[spelling])
        return self.spelled.get(spelling, spelling)

    def members(self, actor: str) -> frozenset[str]:
        """The actors that an id stands for: itself, or those that act together in it."""
        return self.hierarchy.joint.get(actor, frozenset({actor}))

    def voice(self, claim: Claim) -> tuple[str, str]:
        """Who speaks: a named speaker in a document, or that document's author."""
        said = AUTHOR if claim.is_authors else plain(claim.voice)
        return claim.document, said

    def cited(self, claim: Claim) -> tuple[Document, ...]:
        """The documents that a claim cites, each once, in order."""
        by_citation = self._documents_by_citation
        found = [by_citation.get(c) or self.document_of.get(c) for c in claim.citations]
        return tuple({d.id: d for d in found if d is not None}.values())

    @cached_property
    def _documents_by_citation(self) -> Mapping[str, Document | None]:
        return {c.id: self.document_of.get(c.document) for c in self.citations}

    def published(self, claim: Claim) -> date | None:
        """The last day on which the claim's document can have been issued, if it is dated."""
        return self.issued(claim.document)

    def issued(self, document: str) -> date | None:
        """The last day on which a document can have been issued, if it is dated."""
        known = self.document_of.get(document)
        return _last_day(known.date) if known else None

    def is_guess(self, claim: str, *fields: str) -> bool:
        """True if any of these fields of the claim was guessed."""
        marks = self.origin.get(claim, {})
        return any(marks.get(name) == GUESS for name in fields)

    def sentence_span(self, claim: Claim) -> Span | None:
        """The offsets of the sentence that makes the claim, where the text is at hand."""
        text, span = self.texts.get(claim.document), span_of(claim.span)
        return text.sentence_at(span[0]) if text and span else None

    def sentence(self, claim: Claim) -> str:
        """The sentence that makes the claim, or the analyst's own statement of it."""
        span = self.sentence_span(claim)
        return self.texts[claim.document].words(span) if span else claim.statement

    def paragraph(self, claim: Claim) -> tuple[str, str]:
        """A key for the paragraph in which the claim stands."""
        text, span = self.texts.get(claim.document), span_of(claim.span)
        found = text.paragraph_at(span[0]) if text and span else None
        return claim.document, str(found[0]) if found else claim.locator

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """What a reader is shown for the id of an actor, group or place."""
        shown = {place.id: place.name for place in self.places}
        for key, group in self.groups.items():
            together = _together(frozenset(member.actor for member in group.members))
            shown[together if group.joint else key] = group.name
        return {**shown, **{actor.id: actor.name for actor in self.actors}}


def _together(members: frozenset[str]) -> str:
    return "; ".join(sorted(members))


def _last_day(text: str) -> date | None:
    try:
        return Period.parse(text).end if text else None
    except PeriodError:
        return None

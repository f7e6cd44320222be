"""A site in use by an actor before that actor could hold the place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from counterclaim.check.editor import finding
from counterclaim.check.telling import name, place_name, told
from counterclaim.check.when import at
from counterclaim.ledger import Ledger
from counterclaim.ledger.text import Span, Text
from counterclaim.model.claim import Claim
from counterclaim.model.finding import Finding, Mention, content_hash, finding_id
from counterclaim.model.period import Period

KIND = "site_before_control"
_TAKEN = frozenset({"captured", "recaptured", "took", "seized", "gained_control", "takes"})
_TAKING = re.compile(
    r"\b(?:(?:re)?captur(?:e[sd]?|ing)|(?:re)?t(?:ook|akes|aken)\s+(?!place|part)|conquer(?:s|ed)?|"
    r"seiz(?:e[sd]?|ing)|liberat(?:e[sd]?|ing)|gain(?:s|ed)? control|fell to|s'empar\w+)\b",
    re.I,
)
_IN_USE = re.compile(
    r"\b(?:operat\w+|in use|used|held|hous(?:e[sd]?|ing)|detain\w*|ran|run(?:s|ning)?|"
    r"maintain\w*)\b",
    re.I,
)
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_SINCE = re.compile(r"\b(?:between|from|since|entre|depuis)\s+(?:\w+\s+)?((?:19|20)\d\d)\b", re.I)
_NAME = re.compile(r"\b([A-ZÀ-Ý][\w'-]{2,})")
_SITE = re.compile(r"\b(?:bases?|camps?|prisons?|detention|barracks|jails?|posts?)\b", re.I)


@dataclass(frozen=True)
class Use:
    """A site in use at a place since a day, by an actor; from the register or from a claim."""

    place: str
    actor: str
    since: date
    by_year: bool
    claim: Claim | None
    title: str


def findings(ledger: Ledger) -> Iterator[Finding]:
    """Every site whose stated use begins before its holder (or holder's ally) took the place."""
    uses = [*_registered(ledger), *_told(ledger)]
    seen: set[tuple[str, str]] = set()
    for capture in _captures(ledger):
        town = _town(ledger.scope(capture).place)
        before = [
            use
            for use in uses
            if _is_same_place(ledger, capture, use) and _is_before(use, capture.window)
        ]
        if before and (capture.document, town) not in seen:
            seen.add((capture.document, town))
            yield _finding(ledger, capture, before)
    told_of = {town.casefold() for _, town in seen}
    for id, text in sorted(ledger.texts.items()):
        yield from _in_text(id, text, told_of)


def _in_text(id: str, text: Text, told_of: set[str]) -> Iterator[Finding]:
    """Sentences of a text without claims of their own: a dated capture, and a dated use before."""
    sentences = [(span, text.words(span)) for span in text.sentences]
    uses = [(s, w, year) for s, w in sentences if (year := _used_since(w))]
    for span, words in sentences:
        place, year = _taken_in(words)
        if not place or place.casefold() in told_of:
            continue
        for used, said, since in uses:
            if since < year and used != span and re.search(rf"\b{re.escape(place)}\b", said):
                told_of.add(place.casefold())
                yield _unclaimed(id, place, (span, used), (since, year))
                break


def _taken_in(words: str) -> tuple[str, int]:
    """The place that a sentence says was taken, and the year; empty where it gives none."""
    taking = _TAKING.search(words)
    place = _NAME.search(words, taking.end()) if taking else None
    years = [int(found) for found in _YEAR.findall(words)]
    return (place[1], max(years)) if place and years else ("", 0)


def _used_since(words: str) -> int:
    """The first year in which the sites of a sentence were in use, or 0."""
    if not (_SITE.search(words) and _IN_USE.search(words)):
        return 0
    found = _SINCE.search(words)
    return int(found[1]) if found else 0


def _unclaimed(id: str, place: str, spans: tuple[Span, Span], years: tuple[int, int]) -> Finding:
    return Finding(
        id=finding_id(KIND, [id, place]),
        kind=KIND,
        severity="warning",
        verdict="in_tension",
        question=True,
        explanation=f"A site at {place} is told as in use from {years[0]} on, but the place as "
        f"taken only in {years[1]}. It rests on the wording of two sentences: read it as a "
        "question.",
        settle="Date each site for itself, or say who held the place before.",
        documents=tuple(Mention(file=id, span=span) for span in spans),
        content_hash=content_hash([id, place, *map(str, years)]),
    )


def _town(place: str) -> str:
    """The first part of a place: "kidal" of "kidal, northern region"."""
    return place.split(",")[0].strip()


def _captures(ledger: Ledger) -> Iterator[Claim]:
    for claim in ledger.in_order:
        if not claim.place or claim.window is None or not claim.window.start:
            continue
        said = claim.kind != "numeric" and _TAKING.search(ledger.sentence(claim))
        if claim.relation in _TAKEN or (said and (claim.window.days or 999) < 100):
            yield claim


def _registered(ledger: Ledger) -> Iterator[Use]:
    for site in ledger.sites:
        if site.valid and site.valid.start:
            place = ledger.place_id(site.place)
            year = len(site.valid.text.split("/")[0].rstrip("~")) == 4
            yield Use(place, ledger.actor_id(site.actor), site.valid.start, year, None, site.id)


def _told(ledger: Ledger) -> Iterator[Use]:
    """Claims about sites, once for each of their places and of the places that they name."""
    for claim in ledger.in_order:
        words = ledger.sentence(claim)
        if claim.window is None or not claim.window.start:
            continue
        named = claim.kind != "numeric" and _SITE.search(words) and _IN_USE.search(words)
        if claim.counts == "sites" or (named and claim.actor):
            year = len(claim.window.text.split("/")[0].rstrip("~")) == 4
            actor = ledger.actor_id(claim.actor)
            for place in _places_in(ledger, claim, words):
                yield Use(place, actor, claim.window.start, year, claim, claim.id)


def _places_in(ledger: Ledger, claim: Claim, words: str) -> list[str]:
    """The claim's own places, and those of other claims that its sentence names."""
    own = [ledger.place_id(p) for p in claim.place.split(";") if p.strip()]
    known = {ledger.scope(c).place: c.place for c in ledger.claims if c.place}
    said = [id for id, spelled in known.items() if _names(words, spelled)]
    return sorted({*own, *said})


def _names(words: str, spelled: str) -> bool:
    first = spelled.split(",")[0].strip()
    return len(first) > 2 and bool(re.search(rf"\b{re.escape(first)}\b", words))


def _is_same_place(ledger: Ledger, capture: Claim, use: Use) -> bool:
    if use.claim is not None and use.claim.id == capture.id:
        return False
    if _town(ledger.scope(capture).place) != _town(use.place):
        return False
    return not use.actor or not capture.actor or _are_allied(ledger, capture.actor, use.actor)


def _are_allied(ledger: Ledger, left: str, right: str) -> bool:
    """The same actor, or two that the case says act together."""
    one, two = ledger.members(ledger.actor_id(left)), ledger.members(right)
    if one & two:
        return True
    together = {"operates_with", "part_of", "commands", "contracted_by", "allied_with", "succeeds"}
    return any(
        relation.predicate in together
        and {ledger.actor_id(relation.subject), ledger.actor_id(relation.object)} <= one | two
        for relation in ledger.relations
    )


def _is_before(use: Use, taken: Period | None) -> bool:
    if taken is None or taken.start is None:
        return False
    return use.since.year < taken.start.year if use.by_year else use.since < taken.start


def _finding(ledger: Ledger, capture: Claim, uses: list[Use]) -> Finding:
    use, place = next((u for u in uses if u.claim), uses[0]), place_name(ledger, capture.place)
    holder = ledger.titles.get(use.actor, name(ledger, capture.actor))
    since = str(use.since.year) if use.by_year else use.since.isoformat()
    said = told(ledger, use.claim) if use.claim else f"by the register of sites: {use.title}"
    claims = {claim.id: claim for each in uses if (claim := each.claim) is not None}
    return finding(
        ledger,
        KIND,
        "warning",
        "in_tension",
        [*claims.values(), capture],
        f"A site at {place} is in use by {holder} from {since} on ({said}), but the place was "
        f"taken only {at(capture.window)} ({capture.id}).",  # type: ignore[arg-type]
        "Date each site for itself, or say who held the place before.",
        rests_on=("place", "window", "actor"),
        members=[_town(use.place), *(each.title for each in uses)],
    )

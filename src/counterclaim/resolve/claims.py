"""From a claim to the events and incidents that it may speak of: offers, to be judged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from counterclaim.errors import NotFound
from counterclaim.model.claim import Claim, Incident
from counterclaim.resolve.actors import Roster
from counterclaim.resolve.judgements import CLAIM, Decisions
from counterclaim.resolve.names import likeness
from counterclaim.resolve.opening import Embedded, chosen
from counterclaim.resolve.places import place_table, spellings
from counterclaim.resolve.records import Engine
from counterclaim.resolve.sides import SAME
from counterclaim.resolve.spelling import place_core

if TYPE_CHECKING:
    from counterclaim.case import Case

DAYS = 3
MOST = 20
LEAST = 0.3
_FIELDS = (
    "id", "from", "to", "place", "admin1", "admin2", "country", "kind", "deaths_low",
    "deaths_best", "deaths_high",
)  # fmt: skip
_WEIGHTS = {"place": 0.35, "dates": 0.25, "parties": 0.25, "figures": 0.15}


@dataclass(frozen=True)
class Offer:
    """An event (or a known incident) that ``claim`` may speak of, with what fits.

    ``score`` is 0 to 1: the share of what could be compared that agrees, and ``verdict`` what
    somebody has judged. ``figures`` says how the claim's quantity stands to the record's.
    """

    claim: str
    record: str
    score: float
    reasons: tuple[str, ...]
    figures: Literal["agree", "differ", "not compared"] = "not compared"
    verdict: str = ""


def wanted(case: Case, claim: str) -> Claim:
    """The claim with this id; raises :class:`~counterclaim.errors.NotFound`."""
    for known in case.table("claims"):
        if known.id == claim:
            return known
    raise NotFound("the ledger has no such claim", file=case.path / "claims.csv", seen=claim)


def offers(
    case: Case,
    claim: Claim,
    datasets: Iterable[str] = (),
    *,
    engine: Engine | None = None,
    days: int = DAYS,
) -> tuple[Offer, ...]:
    """Events that may be what ``claim`` speaks of, and incidents of ``incidents.csv``, best first.

    The claim needs a bounded window; without one, or without a place and an actor, nothing is
    offered but what was judged. ``days`` widens the window on both sides.
    """
    decided = Decisions.of(case.table("judgements"), (CLAIM,))
    found = list(_incidents(case, claim, days))
    window = claim.window
    if window is not None and window.start and window.end and (claim.place or claim.actor):
        engine = engine or Embedded()
        held = sorted({s.dataset for s in case.snapshots() if s.table == "events"})
        for dataset in tuple(datasets) or held:
            found += _events(case, claim, dataset, engine, days)
    verdicts = [(offer, decided.verdict(claim.id, offer.record)) for offer in found]
    kept = [replace(offer, verdict=verdict) for offer, verdict in verdicts]
    ordered = sorted(kept, key=lambda o: (o.verdict != "yes", -o.score, o.record))
    return tuple(o for o in ordered if o.verdict or o.score >= LEAST)[:MOST]


def _events(case: Case, claim: Claim, dataset: str, engine: Engine, days: int) -> list[Offer]:
    """The events of a dataset inside the window, at the place, in any way by or on the actor."""
    import ibis

    snapshot = chosen(case, dataset)
    name = "".join(c if c.isalnum() else "_" for c in snapshot.id)
    events = engine.table(case.data_file(snapshot, "events"), f"claim_events_{name}")
    sides = engine.table(case.data_file(snapshot, "participants"), f"claim_sides_{name}")
    start, end = claim.window.start, claim.window.end  # type: ignore[union-attr]
    inside = (events["from"] <= ibis.literal(end) + ibis.interval(days=days)) & (
        events["to"] >= ibis.literal(start) - ibis.interval(days=days)
    )
    there = events.filter(inside & _at_place(case, events, claim)).select(*_FIELDS)
    rows = engine.arrow(there).to_pylist()
    if not rows:
        return []
    ids = [row["id"] for row in rows]
    named = engine.arrow(sides.filter(sides.event.isin(ids)).select("event", "name")).to_pylist()
    parties: dict[str, list[str]] = {}
    for row in named:
        parties.setdefault(row["event"], []).append(row["name"])
    wanted = _wanted(case, claim, snapshot.dataset)
    return [_offer(case, claim, row, parties.get(row["id"], []), wanted) for row in rows]


def _at_place(case: Case, events: Any, claim: Claim) -> Any:
    import ibis

    if not claim.place:
        return ibis.literal(True)
    names = spellings(claim.place, place_table(case))
    conditions = [
        events[column].lower().contains(name.lower()).fill_null(False)
        for column in ("place", "admin2", "admin1", "country")
        for name in sorted({*names, *(place_core(n) for n in names)} - {""})
    ]
    met = conditions[0]
    for condition in conditions[1:]:
        met = met | condition
    return met


def _wanted(case: Case, claim: Claim, dataset: str) -> frozenset[str]:
    """The strings that may stand for the claim's actor in a dataset."""
    if not claim.actor:
        return frozenset()
    roster = Roster.of(case)
    if claim.actor in roster.actors or claim.actor in roster.groups:
        title = roster.title(claim.actor)
        return roster.party(claim.actor, dataset).names | {title}
    return frozenset({claim.actor})


def _offer(
    case: Case, claim: Claim, row: dict[str, Any], parties: list[str], wanted: frozenset[str]
) -> Offer:
    fits: dict[str, tuple[float, str]] = {
        "place": _place_fit(case, claim, row),
        "dates": _date_fit(claim, row["from"], row["to"]),
        "parties": _party_fit(parties, wanted),
        "figures": _figure_fit(claim, row),
    }
    compared = {name: fit for name, fit in fits.items() if fit[0] >= 0}
    total = sum(_WEIGHTS[name] for name in compared)
    score = sum(_WEIGHTS[name] * fit[0] for name, fit in compared.items()) / total if total else 0.0
    reasons = tuple(fit[1] for fit in fits.values() if fit[1])
    stand: Literal["agree", "differ", "not compared"] = "not compared"
    if fits["figures"][0] >= 0:
        stand = "agree" if fits["figures"][0] > 0 else "differ"
    return Offer(claim.id, row["id"], round(score, 3), reasons, stand)


def _place_fit(case: Case, claim: Claim, row: dict[str, Any]) -> tuple[float, str]:
    if not claim.place:
        return -1.0, ""
    names = {place_core(name) for name in spellings(claim.place, place_table(case))}
    for column, score in (("place", 1.0), ("admin2", 0.8), ("admin1", 0.6), ("country", 0.4)):
        if row[column] and place_core(row[column]) in names:
            return score, f"{column}: {row[column]}"
    return 0.7, f"place: {row['place']}"


def _date_fit(claim: Claim, first: date, last: date) -> tuple[float, str]:
    window = claim.window
    if window is None or window.start is None or window.end is None:
        return -1.0, ""
    gap = max((first - window.end).days, (window.start - last).days, 0)
    when = str(first) if first == last else f"{first} to {last}"
    return max(0.0, 1 - gap / (DAYS + 1)), when if not gap else f"{when}, {gap} days off"


def _party_fit(parties: list[str], wanted: frozenset[str]) -> tuple[float, str]:
    if not wanted or not parties:
        return -1.0, ""
    best, name = max((likeness(a, b), a) for a in sorted(parties) for b in sorted(wanted))
    return (best, f"names {name}") if best >= SAME else (0.0, "does not name the actor")


def _figure_fit(claim: Claim, row: dict[str, Any]) -> tuple[float, str]:
    counts = claim.counts.value if claim.counts else ""
    stated = [v for v in (claim.low, claim.best, claim.high) if v is not None]
    if counts != "killed" or not stated or row["deaths_best"] is None:
        return -1.0, ""
    low = claim.low if claim.low is not None else 0
    high = claim.high if claim.high is not None else float("inf")
    given = [row["deaths_low"], row["deaths_best"], row["deaths_high"]]
    known = [v for v in given if v is not None]
    agree = min(known) <= high and max(known) >= low
    text = f"deaths {row['deaths_best']} ({min(known)}-{max(known)})"
    return (1.0, text) if agree else (0.0, f"{text}, against the claim")


def _incidents(case: Case, claim: Claim, days: int) -> Iterable[Offer]:
    names = (
        {place_core(n) for n in spellings(claim.place, place_table(case))} if claim.place else set()
    )
    for incident in case.table("incidents"):
        fits = [fit for fit in _incident_fits(claim, incident, names) if fit[0] >= 0]
        if fits and all(score > 0 for score, _ in fits):
            score = sum(score for score, _ in fits) / len(fits)
            yield Offer(claim.id, incident.id, round(score, 3), tuple(text for _, text in fits))


def _incident_fits(claim: Claim, incident: Incident, names: set[str]) -> list[tuple[float, str]]:
    window = incident.window
    dates = (-1.0, "")
    if window is not None and window.start and window.end:
        dates = _date_fit(claim, window.start, window.end)
    place = (-1.0, "")
    if names and incident.place:
        place = (1.0, incident.place) if place_core(incident.place) in names else (0.0, "")
    return [dates, place]

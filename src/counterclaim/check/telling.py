"""A claim told in few words, so that a finding reads as an editor's note."""

from __future__ import annotations

from collections.abc import Iterable

from counterclaim.check.when import at
from counterclaim.ledger import Ledger
from counterclaim.model.claim import Claim
from counterclaim.model.quantity import Number

_NOUNS = {
    "acts": "acts",
    "killed": "killed",
    "wounded": "wounded",
    "casualties": "killed or wounded",
    "arrested": "arrested",
    "detained": "detained",
    "disappeared": "disappeared",
    "abducted": "abducted",
    "displaced": "displaced",
    "troops": "troops",
    "share": "%",
    "sites": "sites",
    "places": "places",
    "vehicles": "vehicles",
    "people": "people",
}
_OF_PEOPLE = frozenset(
    {"killed", "wounded", "casualties", "arrested", "detained", "disappeared", "abducted"}
)
_TIMES = frozenset({"ratio_of", "times", "ratio"})
_BEFORE = {
    "about": "about ",
    "at_least": "at least ",
    "more_than": "more than ",
    "at_most": "at most ",
    "fewer_than": "fewer than ",
    "nearly": "nearly ",
    "never_more_than": "never more than ",
}
_AGAINST_BEFORE = {
    "greater_than_previous_year": "a higher number of",
    "less_than_previous_year": "a lower number of",
}
_LONGEST = 160
_OVER_PERIODS = frozenset({"rises_each", "falls_each", "never_more_than", "similar_to", "record"})
_PATTERNS = {
    "zero": "no",
    "rises_each": "a rise every {unit} in the number of",
    "falls_each": "a fall every {unit} in the number of",
    "record": "a record number of",
    "first": "the first",
    "similar_to": "a similar number of",
}


def number(value: Number | None) -> str:
    """A figure as it is printed: thousands apart, at most one decimal."""
    if value is None:
        return "…"
    if value == int(value):
        return f"{int(value):,}"
    return f"{value:,.1f}"


def span(low: Number | None, high: Number | None) -> str:
    """A range as it is printed: ``3``, ``3 to 5``, ``3 or more``, ``up to 5``."""
    if low is None or high is None:
        return f"{number(low)} or more" if high is None else f"up to {number(high)}"
    return number(low) if number(low) == number(high) else f"{number(low)} to {number(high)}"


def figure(claim: Claim) -> str:
    """The claim's figure or pattern with its comparator: ``at least 81``, ``50 to 70``."""
    if claim.comparator == "record" and not claim.quantity.is_empty:
        return f"a record {_stated(claim)}"
    if claim.quantity.is_empty and claim.comparator not in _PATTERNS and not claim.words:
        return _AGAINST_BEFORE.get(claim.relation, claim.relation.replace("_", " "))
    if claim.comparator in _PATTERNS:
        return _PATTERNS[claim.comparator].format(unit=_period_of(claim))
    if claim.comparator == "vague" and claim.words:
        return f'"{claim.words}"'
    if claim.low == claim.high == 0:
        return "no"
    return f"a mean of {_stated(claim)}" if claim.relation == "mean_of" else _stated(claim)


def _stated(claim: Claim) -> str:
    """The figure in numbers, with what its comparator says of it."""
    value = claim.best if claim.best is not None else claim.low
    if claim.comparator == "between" or value is None:
        value = None
    if claim.comparator in _BEFORE:
        ends = (claim.low, claim.best, claim.high)
        return _BEFORE[claim.comparator] + number(next((v for v in ends if v is not None), None))
    return number(value) if value is not None else span(claim.low, claim.high)


def noun(claim: Claim) -> str:
    """What the claim counts, in its own word where one is kept."""
    counts = claim.counts.value if claim.counts else ""
    unit = claim.unit.strip()
    if claim.comparator in _PATTERNS and counts == "killed":
        return "deaths"
    if counts in {"acts", "other", "people", "vehicles", ""} and unit and not _is_period(unit):
        return _plural(unit) if claim.high != 1 else unit
    if counts == "acts" and claim.low == claim.high == 1:
        return "act"
    return _NOUNS.get(counts, unit or "")


def _period_of(claim: Claim) -> str:
    words = claim.unit.casefold().split()
    last = words[-1].removesuffix("s") if words else ""
    return last if last in {"month", "quarter"} else "year"


def _is_period(unit: str) -> bool:
    """True where the unit is the period of a rule ("year", "per month"), not a thing counted."""
    return unit.casefold().split()[-1].removesuffix("s") in {"year", "quarter", "month"}


def _plural(unit: str) -> str:
    """A regular plural for a unit that is kept in the singular."""
    return unit if " " in unit or unit.endswith("s") or not unit.isascii() else f"{unit}s"


def told(ledger: Ledger, claim: Claim) -> str:
    """Figure, what is counted, by whom, against whom, where and when, with the claim's id."""
    words = _own_words(ledger, claim)
    if words:
        return f"“{words}” ({_where(claim)})"
    if claim.relation in _TIMES and claim.low is not None:
        return f"{figure(claim)} times as many ({_where(claim)})"
    parts = [figure(claim) + ("%" if claim.counts == "share" else ""), *_counted(ledger, claim)]
    parts += _scope(ledger, claim)
    return " ".join(part for part in parts if part) + f" ({_where(claim)})"


def listed(ledger: Ledger, claims: Iterable[Claim]) -> str:
    """Several claims, one after the other."""
    return "; ".join(told(ledger, claim) for claim in claims)


def _own_words(ledger: Ledger, claim: Claim) -> str:
    """The statement of a claim that is no figure and no pattern, else how its sentence begins."""
    stated = claim.low is not None or claim.high is not None or claim.comparator == "vague"
    none = claim.comparator == "zero" and claim.kind == "numeric"
    ruled = claim.comparator in _OVER_PERIODS or none
    if claim.counts and (ruled or stated):
        return ""
    words = (claim.statement or ledger.sentence(claim) or claim.words).strip().rstrip(".")
    return words if len(words) <= _LONGEST else words[:_LONGEST].rsplit(" ", 1)[0] + " …"


def joined(words: Iterable[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    items = list(words)
    return " and ".join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)


def name(ledger: Ledger, spelling: str) -> str:
    """What a reader is shown for an actor."""
    id = ledger.actor_id(spelling)
    shown = ledger.titles.get(id, spelling)
    civil = any(actor.id == id and actor.kind == "civilians" for actor in ledger.actors)
    return shown.lower() if civil else shown


def place_name(ledger: Ledger, spelling: str) -> str:
    """What a reader is shown for a place."""
    return ledger.titles.get(ledger.place_id(spelling), spelling)


def speaker(ledger: Ledger, claim: Claim) -> str:
    """Who says it, as the subject of a sentence."""
    if claim.is_authors:
        document = ledger.document_of.get(claim.document)
        if document and document.title:
            return f"the author of “{document.title}”"
        is_at_hand = not claim.document or claim.document in ledger.texts
        return "the author" if is_at_hand else f"the author of {claim.document}"
    return name(ledger, claim.voice)


def contested(ledger: Ledger, claims: Iterable[Claim]) -> str:
    """Who says different things, one speaker in several places being one."""
    told = list(claims)
    voices = list(dict.fromkeys(speaker(ledger, claim) for claim in told))
    if len(voices) > 1:
        return f"Contested between {joined(voices)}"
    where = "documents" if len({claim.document for claim in told}) > 1 else "sources"
    return f"Contested between different {where}, each time in the words of {voices[0]}"


def _counted(ledger: Ledger, claim: Claim) -> list[str]:
    """ "civilians killed", "soldiers of X killed", "deaths of soldiers", "attacks"."""
    if claim.counts == "share":
        return [f"({claim.population})"] if claim.population else []
    people = _people(ledger, claim)
    if noun(claim) == "deaths":
        return ["deaths", f"of {people}" if people else ""]
    return [people, noun(claim)]


def _people(ledger: Ledger, claim: Claim) -> str:
    """Who was harmed: their sort, and whose they were where the sort does not say it."""
    if claim.counts not in _OF_PEOPLE:
        return ""
    target = name(ledger, claim.target) if claim.target else ""
    civil = {a.id for a in ledger.actors if a.kind == "civilians"} | {"civilians"}
    if not target or (claim.population and ledger.actor_id(claim.target) in civil):
        return claim.population
    return f"{claim.population or 'people'} of {target}"


def _scope(ledger: Ledger, claim: Claim) -> list[str]:
    actor = name(ledger, claim.actor) if claim.actor else ""
    target = name(ledger, claim.target) if claim.target else ""
    own = claim.counts in {"troops", "share"}
    by = "of" if own else "in attacks by" if noun(claim) == "deaths" else "by"
    words = [f"{by} {actor}" if actor else ""]
    words.append(f"against {target}" if target and claim.counts not in _OF_PEOPLE else "")
    words.append(f"in {place_name(ledger, claim.place)}" if claim.place else "")
    unsaid = "" if claim.operand else "at no stated time"
    words.append(at(claim.window) if claim.window else unsaid)
    return words


def _where(claim: Claim) -> str:
    return ", ".join(part for part in (claim.id, claim.locator) if part)

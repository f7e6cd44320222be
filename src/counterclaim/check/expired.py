"""Forecasts whose deadline had passed when the document was published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from counterclaim.check.editor import finding
from counterclaim.check.telling import told
from counterclaim.check.when import when
from counterclaim.errors import PeriodError
from counterclaim.ledger import Ledger
from counterclaim.ledger.text import Span
from counterclaim.model.claim import Claim, Forecast
from counterclaim.model.finding import Finding, Mention, content_hash, finding_id
from counterclaim.model.period import Period

KIND = "expired_forecast"
_RELATIONS = frozenset({"forecast", "deadline", "expected", "planned"})
_FUTURE = re.compile(
    r"\b(?:(?:is|are|remains?) (?:\w+ly )?(?:expected|due|set|scheduled|planned|slated|likely) to|"
    r"(?:plans?|intends?|expects?|aims?) to|will (?!have\b)\w+|doit|devrait|devraient|prévoit)\b",
    re.IGNORECASE,
)
_BY = re.compile(
    r"\b(?:by|before)\s+(?:the\s+)?(?:(?:end|middle|close)\s+of\s+)?(?:(?:\d{1,2}\s+)?"
    r"(?P<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*\.?\s+(?:\d{1,2},?\s+)?)?"
    r"(?P<year>20\d\d)\b"
)
_MONTH_NAMES = "jan feb mar apr may jun jul aug sep oct nov dec"
_MONTHS = {name: at for at, name in enumerate(_MONTH_NAMES.split(" "), start=1)}
_DEADLINE = re.compile(r"\b(?:by|before|until|end of|within|d'ici|avant|fin)\b", re.IGNORECASE)


def findings(ledger: Ledger) -> Iterator[Finding]:
    """Claims of a document about a future that lay in its past, and open forecasts of the case."""
    for claim in ledger.in_order:
        published, end = ledger.published(claim), claim.window.end if claim.window else None
        if published and end and end < published and _looks_ahead(ledger, claim):
            yield _finding(ledger, claim, end, published)
    yield from _in_texts(ledger)
    newest = max((day for c in ledger.claims if (day := ledger.published(c))), default=None)
    if newest:
        yield from (_open(f, newest) for f in ledger.forecasts if _is_past(f, newest))


def _looks_ahead(ledger: Ledger, claim: Claim) -> bool:
    if claim.relation in _RELATIONS:
        return True
    words = ledger.sentence(claim)
    return claim.counts is None and bool(_FUTURE.search(words) and _DEADLINE.search(words))


def _in_texts(ledger: Ledger) -> Iterator[Finding]:
    """Sentences without a claim of their own that still look ahead to a month now past."""
    covered = {(c.document, ledger.sentence_span(c)) for c in ledger.claims if c.window}
    for id, text in sorted(ledger.texts.items()):
        published = ledger.issued(id)
        for span in text.sentences if published else ():
            words = text.words(span)
            due = _due(words)
            if due and published and due < published and (id, span) not in covered:
                yield _unclaimed(id, span, words, due, published)


def _due(words: str) -> date | None:
    """The last day of the month or year by which the sentence says that something will happen."""
    found = _BY.search(words) if _FUTURE.search(words) else None
    if found is None:
        return None
    month = _MONTHS.get((found["month"] or "")[:3].casefold())
    return Period.parse(f"{found['year']}-{month:02}" if month else found["year"]).end


def _unclaimed(id: str, span: Span, words: str, due: date, published: date) -> Finding:
    return Finding(
        id=finding_id(KIND, [id, str(span[0])]),
        kind=KIND,
        severity="warning",
        verdict="in_tension",
        explanation=f"A sentence tells as still to come what was due by {_day(due)}; the document "
        f"is of {_day(published)}.",
        settle="Say whether it happened.",
        documents=(Mention(file=id, span=span),),
        content_hash=content_hash([words]),
    )


def _finding(ledger: Ledger, claim: Claim, deadline: date, published: date) -> Finding:
    return finding(
        ledger,
        KIND,
        "warning",
        "in_tension",
        [claim],
        f"Told as still to come, but its deadline ({_day(deadline)}) lies before the date of the "
        f"document ({_day(published)}): {told(ledger, claim)}.",
        "Say whether it happened.",
        rests_on=("window",),
        figures={"deadline": str(deadline), "published": str(published)},
    )


def _day(day: date) -> str:
    return when(Period.of(day, day))


def _is_past(forecast: Forecast, newest: date) -> bool:
    if forecast.outcome or not forecast.horizon:
        return False
    try:
        end = Period.parse(forecast.horizon).end
    except PeriodError:
        return False
    return end is not None and end < newest


def _open(forecast: Forecast, newest: date) -> Finding:
    return Finding(
        id=finding_id(KIND, [forecast.id]),
        kind=KIND,
        severity="warning",
        verdict="in_tension",
        explanation=f"The forecast {forecast.id} ({forecast.statement}) ran until "
        f"{forecast.horizon} and is not resolved; the newest document is of {newest}.",
        settle=f"Resolve it by its rule: {forecast.rule or 'none is given'}.",
        content_hash=content_hash(forecast.cells().values()),
    )

"""The desk of an assessment: its series, counted from the data of the case or taken as published.

Each series is counted once for all assessments that read it. What cannot be had is raised as
:class:`NoSeries` and becomes the assessment's refusal.
"""

from __future__ import annotations

from collections import Counter as Tallied
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from counterclaim.assess.declared import Declared, Series, Unit
from counterclaim.assess.reading import Reading, Refusal, capital
from counterclaim.assess.series import DatedEvents, MonthlyCounts, months_between
from counterclaim.case import Case
from counterclaim.count import series as counted
from counterclaim.count.counter import Counter
from counterclaim.count.expression import Frame
from counterclaim.model import answer
from counterclaim.model.measure import Measure
from counterclaim.model.period import Period, label

STATUS_WORDS = {
    "not_covered": "not covered by the data",
    "not_separable": "in which the dataset does not name the actor",
    "not_recorded": "outside the actor's time",
    "part_month": "covered in part",
    "refused": "that the dataset cannot answer",
}


class NoSeries(Exception):
    """A series cannot be had; ``refusal`` says why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.reason)
        self.refusal = refusal


def refused(code: str, reason: str, would_change: str) -> NoSeries:
    """The refusal of a series that cannot be had."""
    text = "Nothing could have been seen in a series that is not there."
    return NoSeries(
        Refusal(
            code=code,
            reason=reason,
            could_have_seen=text,
            would_change=would_change,
            method="the series itself",
        )
    )


@dataclass
class Desk:
    """Series of one case, counted when they are first asked for."""

    case: Case
    counter: Counter
    _months: dict[tuple[str, str], counted.MonthlySeries] = field(default_factory=dict)
    _events: dict[tuple[str, str], Any] = field(default_factory=dict)
    sources_found: dict[tuple[str, str, date | None], Reading | Refusal] = field(
        default_factory=dict
    )

    def name(self, series: Series) -> str:
        """The word that sentences use for a series."""
        if series.name or not series.measure:
            return series.name or "the figures given"
        measure = self.measure(series)
        return measure.title or measure.id

    def measure(self, series: Series) -> Measure:
        """The Measure behind a series."""
        return self.case.definitions.measures[series.measure]

    def window(self, declared: Declared) -> Period:
        """The declared window, else the case's, with open ends closed by what the data cover."""
        asked = declared.window or self.case.definitions.window
        if asked is not None and asked.start and asked.end:
            return asked
        measures = [self.measure(s) for s in declared.read() if s.measure]
        cover = counted.coverage(self.counter, measures)
        found = cover if asked is None or cover is None else asked.intersect(cover)
        if found is None or found.start is None or found.end is None:
            raise refused("no_window", "No window is declared.", "A window with two ends.")
        return found

    def monthly(self, series: Series, window: Period, of: Unit = "events") -> MonthlyCounts:
        """Counts of the whole months of ``window``; raises :class:`NoSeries`."""
        if not series.measure:
            return self._published_months(series)
        found = self.months(series, window)
        self._refuse_one_day(series, window)
        counts = [m.events if of == "events" else m.deaths for m in found.months]
        if of == "deaths" and all(count is None for count in counts):
            raise refused("no_deaths", f"{self.name(series)} gives no deaths.", "of: events")
        first = found.months[0].month if found.months else window.start or date.min
        name = self.name(series) if of == "events" else f"{self.name(series)} (deaths)"
        return MonthlyCounts(name, first, tuple(counts))

    def sources(self, series: Series, window: Period) -> tuple[MonthlyCounts, MonthlyCounts]:
        """Outlets and citations of each month, as long as the series itself."""
        found, name = self.months(series, window), self.name(series)
        first = found.months[0].month if found.months else window.start or date.min
        outlets = MonthlyCounts(f"outlets of {name}", first, tuple(m.outlets for m in found.months))
        cited = tuple(m.citations for m in found.months)
        return outlets, MonthlyCounts(f"citations of {name}", first, cited)

    def months(self, series: Series, window: Period) -> counted.MonthlySeries:
        """The count stage's months of a measure; raises :class:`NoSeries` where it refuses all."""
        key = series.measure, window.text
        if key not in self._months:
            self._months[key] = counted.by_month(self.counter, self.measure(series), window)
        found = self._months[key]
        if found.refusal is not None:
            raise _no_answer(found.refusal)
        return found

    def events(self, series: Series, window: Period) -> Any:
        """The events of a measure as an Arrow table; raises :class:`NoSeries`."""
        key = series.measure, window.text
        if key not in self._events:
            table = counted.event_table(self.counter, self.measure(series), window)
            if isinstance(table, answer.Refusal):
                raise _no_answer(table)
            self._events[key] = table
        return self._events[key]

    def dated(self, series: Series, window: Period) -> DatedEvents:
        """The first day of every event; those of a week or more are marked as imprecise."""
        table = self.events(series, window)
        ids, days = table["id"].to_pylist(), table["from"].to_pylist()
        coarse = {None, *counted.COARSE_DATES}
        vague = [how in coarse for how in table["date_precision"].to_pylist()]
        inexact = frozenset(i for i, is_vague in zip(ids, vague, strict=True) if is_vague)
        return DatedEvents(self.name(series), dict(zip(ids, days, strict=True)), inexact)

    def known(self, series: Sequence[Series], window: Period) -> tuple[date, date, Gaps]:
        """The days on which all ``series`` have a record, and the gaps between them."""
        parts = [self.months(one, window).months for one in series]
        good = [all(m.events is not None for m in row) for row in zip(*parts, strict=True)]
        firsts = [month.month for month, fine in zip(parts[0], good, strict=True) if fine]
        if not firsts:
            raise refused("no_common_month", "The series share no month.", "A common window.")
        last = months_after(firsts[-1]) - timedelta(days=1)
        missing = [m for m in months_between(firsts[0], last) if m not in firsts]
        gaps = tuple((m, months_after(m) - timedelta(days=1)) for m in missing)
        return firsts[0], last, gaps

    def yearly(self, series: Series, window: Period) -> dict[str, int]:
        """Events by year (or as published); years without a whole record are left out."""
        if not series.measure:
            return self._published_counts(series)
        self._refuse_one_day(series, window)
        years = list(window.split("year"))
        measure = self.measure(series)
        found = self.counter.answers([measure], Frame("year", window), years)
        answers = {label(year): found[measure.id, year][0] for year in years}
        kept = {name: _events(one) for name, one in answers.items()}
        if all(count is None for count in kept.values()):
            raise _no_answer(next(a for a in answers.values() if isinstance(a, answer.Refusal)))
        return {name: count for name, count in kept.items() if count is not None}

    def count(self, series: Series, window: Period) -> int:
        """Events of one period, or the number given; raises :class:`NoSeries`."""
        if series.number is not None:
            return round(series.number)
        if not series.measure:
            return sum(self._published_counts(series).values())
        found, _, _ = self.counter.answer(self.measure(series), window, counted.frame_of(window))
        events = _events(found)
        if events is None:
            raise _no_answer(found)
        return events

    def value(self, series: Series, window: Period) -> float:
        """The best figure of a series in one period: deaths where its measure sums deaths."""
        if not series.measure or self.measure(series).counts == "acts":
            return float(self.count(series, window))
        found, _, _ = self.counter.answer(self.measure(series), window, counted.frame_of(window))
        if isinstance(found, answer.Figure) and found.quantity.best is not None:
            return float(found.quantity.best)
        raise _no_answer(found)

    def left_out(self, series: Series, window: Period) -> tuple[str, ...]:
        """What the counting left out of a measure's months, in words."""
        found = self._months.get((series.measure, window.text))
        if found is None or found.refusal is not None:
            return ()
        name, whys = self.name(series), Tallied(m.status for m in found.months if m.status)
        said = [f"{n} months {STATUS_WORDS.get(why, why)}" for why, n in whys.items()]
        straddling = sum(month.straddling for month in found.months)
        which = "1 event that may belong" if straddling == 1 else f"{straddling} that may belong"
        late = f"{which} to another month, counted in the month in which it began"
        said += [late] if straddling else []
        said += ["provisional (candidate) data"] if found.provisional else []
        return tuple(f"{name}: {words}" for words in said)

    def _refuse_one_day(self, series: Series, window: Period) -> None:
        """Events that all lie on one day are one happening: no rate can be read from them."""
        measure = self.measure(series)
        if measure.series or measure.difference:
            return
        days = self.events(series, window)["from"]
        if len(days) > 1 and len(days.unique()) == 1:
            raise refused(
                "one_day",
                f"All {len(days)} events of {self.name(series)} lie on one day, {days[0]}.",
                "Events on several days.",
            )

    def _published_months(self, series: Series) -> MonthlyCounts:
        counts = {Period.parse(k): n for k, n in self._published_counts(series).items()}
        if not counts or any(len(period.text) != 7 for period in counts):
            raise refused(
                "no_months",
                f"{self.name(series)} is given as totals without months.",
                "A count for each month, or the dates of the events.",
            )
        by_month = {p.start: n for p, n in counts.items() if p.start}
        first, last = min(by_month), max(by_month)
        months = months_between(first, months_after(last))
        return MonthlyCounts(self.name(series), first, tuple(by_month.get(m) for m in months))

    def _published_counts(self, series: Series) -> dict[str, int]:
        if series.counts:
            return dict(series.counts)
        if series.number is not None:
            return {"": round(series.number)}
        claims = {claim.id: claim for claim in self.case.table("claims")}
        chosen = [claims[id] for id in series.claims if id in claims]
        if len(chosen) < len(series.claims) or any(c.best is None or not c.window for c in chosen):
            raise refused(
                "no_figures",
                f"{self.name(series)}: not every claim is there with a window and a best figure.",
                "Claims with a window and a figure in best.",
            )
        return {str(c.window): round(c.best) for c in chosen if c.best is not None}


Gaps = tuple[tuple[date, date], ...]


def months_after(month: date) -> date:
    """The first of the next month."""
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)


def _events(found: answer.Answer) -> int | None:
    """The events of an answer; a covered period without a row holds no recorded event."""
    if isinstance(found, answer.Refusal):
        return 0 if found.code == "no_rows" else None
    if found.partial:
        return None
    return int(found.events.best or 0) if found.events else found.ids


def _remedy(text: str) -> str:
    """A remedy as a sentence begins; a command stays as it is typed."""
    return text if text.startswith("counterclaim ") else capital(text)


def _no_answer(found: answer.Answer) -> NoSeries:
    if isinstance(found, answer.Refusal):
        return refused(found.status.value, found.reason, f"{_remedy(found.remedy)}.")
    return refused("part_period", "The data cover the period in part.", "Data for all of it.")

"""How many are on no list: a lower bound first, an estimate only where the lists allow one.

Assumes
    That records were linked before (the same id is the same event or person), that nobody on a
    list is there by mistake, and that the population did not change inside the window. The lower
    bound allows for unequal visibility; the averaged estimate assumes that dependence between
    lists is all that there is.
Refuses when
    Fewer than three lists or more than six, a list with under five records, a list that shares no
    record with any other, under thirty records in all, or linkage not declared. No estimate beyond
    the lower bound when its interval spans more than a factor of five, the posterior has two peaks
    or leans on its upper limit, lies below the lower bound's interval, or other linkage thresholds
    move the answer more than twofold.
Reads as
    "At least 8,803 (8,384-9,266); ... about 12,595 (95% interval 9,827-16,544)", or "At least
    240; the lists overlap too little (or are copied from each other) to say how many more."
Reference
    Chao 1987 (Biometrics 43:783); Madigan & York 1997 (Biometrika 84:19); Lum, Price & Banks 2013
    (The American Statistician 67:191); Rivest & Baillargeon 2007 (Biometrics 63:999). In
    simulations with unequal visibility the averaged estimate came out at about 0.6 of the truth.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from counterclaim.assess.decomposable import MOST_LISTS, Average, average, missing_grid
from counterclaim.assess.lists import Overlaps
from counterclaim.assess.loglinear import SHOWN, Family, Fit, fit_all
from counterclaim.assess.lower_bound import LowerBound, chao
from counterclaim.assess.reading import Reading, Refusal

METHOD = "Chao lower bound; average over decomposable graphs; log-linear models by BIC"
MOST_HIERARCHICAL = 4
WIDEST = 5.0
AT_THE_LIMIT = 0.01
LINKAGE_FACTOR = 2.0


@dataclass(frozen=True, kw_only=True)
class UndercountSettings:
    """Declared choices. ``delta`` None is ``2**-p``; ``times`` limits the total to that many n.

    ``linked`` says that the lists were linked and the pairs reviewed; it has to be declared.
    ``family`` None is hierarchical up to four lists, pairwise for five and six.
    """

    linked: bool = False
    unit: str = "events"
    window: tuple[date, date] | None = None
    exclusions: tuple[str, ...] = ()
    smallest_list: int = 5
    smallest_total: int = 30
    delta: float | None = None
    times: float = 20.0
    saturated: bool = False
    family: Family | None = None


@dataclass(frozen=True)
class Strip:
    """One line of the sensitivity strip: what was changed, the median and the 95% interval."""

    change: str
    median: int
    interval: tuple[int, int]
    bimodal: bool


@dataclass(frozen=True, kw_only=True)
class UndercountReading(Reading):
    """The lower bound, the averaged estimate, the model table and the sensitivity strip.

    ``withheld`` says why the averaged estimate is no headline; empty where it is one.
    ``overlaps`` is the table of combinations, ``pairs`` the matrix of two-list overlaps.
    """

    lower: LowerBound
    averaged: Average
    loglinear: tuple[Fit, ...]
    strip: tuple[Strip, ...]
    withheld: tuple[str, ...]
    overlaps: tuple[tuple[str, int], ...]
    pairs: tuple[tuple[int, ...], ...]


def gate(lists: Overlaps, settings: UndercountSettings) -> Refusal | None:
    """Whether the lists allow anything beyond printing their overlaps."""
    pairs, smallest = lists.pairs(), settings.smallest_list
    short = [
        name for name, size in zip(lists.names, np.diag(pairs), strict=True) if size < smallest
    ]
    shared = pairs.sum(axis=1) - np.diag(pairs)
    alone = [name for name, others in zip(lists.names, shared, strict=True) if others == 0]
    rules = (
        ("too_few_lists", lists.p < 3, f"there are {lists.p} lists and three are needed"),
        ("too_many_lists", lists.p > MOST_LISTS, f"{lists.p} lists: join some, six is the most"),
        ("not_linked", not settings.linked, "the lists are not declared as linked to each other"),
        ("short_list", bool(short), f"under {smallest} records on {', '.join(short)}"),
        ("no_overlap", bool(alone), f"no record shared with any other list: {', '.join(alone)}"),
        (
            "too_few_records",
            lists.n < settings.smallest_total,
            f"{lists.n} records in all and {settings.smallest_total} are needed",
        ),
    )
    broken = [(code, why) for code, holds, why in rules if holds]
    return _refusal(lists, settings, broken) if broken else None


def _refusal(
    lists: Overlaps, settings: UndercountSettings, broken: Sequence[tuple[str, str]]
) -> Refusal:
    """The refusal of the gate, with the overlap table as what can be seen."""
    shown = "; ".join(f"{words} {count:,}" for words, count in lists.table()) or "nothing listed"
    return Refusal(
        code=broken[0][0],
        reason=f"{lists.n:,} {settings.unit} are listed; how many are on no list cannot be said: "
        + "; ".join(why for _, why in broken)
        + ".",
        could_have_seen=f"The overlaps themselves: {shown}.",
        would_change="Three or more linked lists that share records with each other.",
        method=METHOD,
        n=_sizes(lists),
        window=settings.window,
        exclusions=_exclusions(lists, settings),
    )


def _sizes(lists: Overlaps) -> dict[str, int]:
    """Records in all, and on each list."""
    sizes = (int(size) for size in np.diag(lists.pairs()))
    return {"listed": lists.n, **dict(zip(lists.names, sizes, strict=True))}


def _exclusions(lists: Overlaps, settings: UndercountSettings) -> tuple[str, ...]:
    """Declared exclusions, and records that came without a list."""
    unlisted = (f"{lists.unlisted:,} records on no list",) if lists.unlisted else ()
    return (*settings.exclusions, *unlisted)


def undercount(
    lists: Overlaps,
    settings: UndercountSettings,
    other_linkages: Sequence[tuple[str, Overlaps]] = (),
) -> UndercountReading | Refusal:
    """The assessment: gate, lower bound, averaged estimate, model table, sensitivity strip.

    ``other_linkages`` are the same lists linked at other thresholds, each with its label; they
    enter the strip and can withhold the headline.
    """
    refused = gate(lists, settings)
    if refused is not None:
        return refused
    lower = chao(lists.captures(), lists.p)
    averaged = _averaged(lists, settings)
    strip = (*_strip(lists, settings), *_linkage_strip(settings, other_linkages))
    withheld = _withheld(lower, averaged, strip)
    family = settings.family or ("hierarchical" if lists.p <= MOST_HIERARCHICAL else "pairwise")
    return UndercountReading(
        verdict="at least" if withheld else "estimate",
        sentence=_sentence(lists.n, settings.unit, lower, averaged, withheld),
        would_change=_would_change(settings.unit),
        method=f"{METHOD} (delta {averaged.delta:g}, {family} models)",
        n=_sizes(lists),
        window=settings.window,
        exclusions=_exclusions(lists, settings),
        interval=lower.interval if withheld else averaged.interval,
        cautions=_cautions(settings, withheld),
        lower=lower,
        averaged=averaged,
        loglinear=fit_all(lists.cells, family)[:SHOWN],
        strip=strip,
        withheld=withheld,
        overlaps=lists.table(),
        pairs=tuple(tuple(int(v) for v in row) for row in lists.pairs()),
    )


def _averaged(
    lists: Overlaps, settings: UndercountSettings, delta: float | None = None, grow: float = 1.0
) -> Average:
    """The averaged estimate under the settings, or with one of them changed."""
    grid = missing_grid(lists.n, settings.times * grow)
    chosen = delta or settings.delta or 2.0**-lists.p
    return average(lists.cells, grid, chosen, saturated=settings.saturated)


def _strip(lists: Overlaps, settings: UndercountSettings) -> tuple[Strip, ...]:
    """Other prior weights, and twice the upper limit."""
    rows = [(f"delta {d:g}", _averaged(lists, settings, d)) for d in (2.0**-lists.p, 0.5, 1.0)]
    doubled = _averaged(lists, settings, grow=2.0)
    rows.append((f"total up to {2 * settings.times:g} times the listed", doubled))
    return tuple(_line(change, result) for change, result in rows)


def _linkage_strip(
    settings: UndercountSettings, others: Sequence[tuple[str, Overlaps]]
) -> tuple[Strip, ...]:
    """The same estimate from lists linked at other thresholds that pass the gate."""
    passing = [(label, lists) for label, lists in others if gate(lists, settings) is None]
    return tuple(_line(f"linkage: {label}", _averaged(lists, settings)) for label, lists in passing)


def _line(change: str, result: Average) -> Strip:
    """One line of the strip."""
    return Strip(change, result.quantile(0.5), result.interval, result.bimodal)


def _withheld(lower: LowerBound, averaged: Average, strip: Sequence[Strip]) -> tuple[str, ...]:
    """Why the averaged estimate may not be the headline."""
    median = averaged.quantile(0.5)
    low, high = averaged.interval
    linked = [row.median for row in strip if row.change.startswith("linkage: ")]
    medians = [median, *linked]
    rules = (
        (high > WIDEST * low, f"its interval {low:,}-{high:,} spans more than a factor of five"),
        (averaged.bimodal, "two quite different totals fit the lists about equally well"),
        (
            median < lower.interval[0],
            f"averaging gives about {median:,}, below that bound, as when some are hardly visible",
        ),
        (averaged.limit_share > AT_THE_LIMIT, "it leans on the largest total that was allowed"),
        (
            max(medians) > LINKAGE_FACTOR * min(medians),
            f"other linkage thresholds give {min(medians):,} to {max(medians):,}",
        ),
    )
    return tuple(why for holds, why in rules if holds)


def _sentence(
    n: int, unit: str, lower: LowerBound, averaged: Average, withheld: Sequence[str]
) -> str:
    """The plain sentence: an estimate with its bound, or the bound alone."""
    median = averaged.quantile(0.5)
    bound = (
        f"At least {lower.total:,.0f} {unit} ({lower.interval[0]:,.0f}-{lower.interval[1]:,.0f})"
    )
    if withheld:
        return (
            f"{bound}, {n:,} of them listed; the lists overlap too little (or are copied from each"
            f" other) to say how many more: {'; '.join(withheld)}."
        )
    low, high = averaged.interval
    agree = "; the two agree within their intervals" if median < lower.total else ""
    return (
        f"{bound}, {n:,} of them listed; averaged over the ways in which the lists may depend on"
        f" each other, about {median:,} (95% interval {low:,}-{high:,}){agree}."
    )


def _would_change(unit: str) -> str:
    """Both directions of error, and what would settle it."""
    return (
        f"Lists that copy each other make this too low, lists that avoid each other too high, and"
        f" {unit} that no list could have seen are in none of it; one more list, made"
        " independently, would move it most."
    )


def _cautions(settings: UndercountSettings, withheld: Sequence[str]) -> tuple[str, ...]:
    """What a reader has to be told beside the number."""
    saturated = (
        "The graph in which every list depends on every other is included: it does not identify"
        " the total, which then rests on the prior."
    )
    return (
        "An estimate of what these lists could have seen, never the total of all that happened.",
        *((saturated,) if settings.saturated else ()),
        *(f"No headline estimate: {why}." for why in withheld),
    )

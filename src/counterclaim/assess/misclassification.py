"""Civilians recorded as militants: bounds, and the share at which a statement tips over.

Assumes
    Nothing but the declared ranges: the share of recorded militants who were civilians, and of
    recorded civilians who were militants. A correction to one number needs a validation sample.
Refuses when
    Nobody, or nobody in the class that may be wrong, was recorded; a share lies outside 0 to 1; a
    classification is no better than chance (sensitivity + specificity <= 1), or the correction
    leaves 0 to 1.
Reads as
    "Civilians were 80 to 128 of the 200 killed (40% to 64%) if up to 40% of the 120 recorded
    militants were civilians; they become the majority once 17% were."
Reference
    Manski 2003 (bounds); Rogan & Gladen 1978 (Am J Epidemiol 107:71), with the error of the
    validation sample as in Lang & Reiczigel 2014; Fox, MacLehose & Lash 2021 (two-by-two tables).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from counterclaim.assess.reading import Reading, Refusal

METHOD = "bounds over the declared shares; tipping point"
Z95 = 1.959964


@dataclass(frozen=True, kw_only=True)
class MisclassificationSettings:
    """Declared choices, all shares between 0 and 1.

    ``militants_wrong`` is the range of the share of recorded militants who were civilians,
    ``civilians_wrong`` of recorded civilians who were militants; ``threshold`` the share of
    civilians at which the statement tips (one half: the majority).
    """

    militants_wrong: tuple[float, float]
    civilians_wrong: tuple[float, float] = (0.0, 0.0)
    threshold: float = 0.5
    unit: str = "killed"
    window: tuple[date, date] | None = None
    exclusions: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class MisclassificationReading(Reading):
    """Bounds on civilians (people, and as shares of all), and the tipping point.

    ``tipping`` is the share of recorded militants at which the threshold is reached, with no error
    among recorded civilians beyond the least that was declared; 0 where it is reached from the
    start, None where it cannot be.
    """

    civilians: tuple[float, float]
    shares: tuple[float, float]
    tipping: float | None


def civilian_bounds(
    civilians: float, militants: float, settings: MisclassificationSettings
) -> tuple[float, float]:
    """Fewest and most civilians that the declared shares allow."""
    (few, many), (lost, gone) = settings.militants_wrong, settings.civilians_wrong
    return civilians * (1 - gone) + few * militants, civilians * (1 - lost) + many * militants


def tipping_point(
    civilians: float, militants: float, threshold: float = 0.5, civilians_wrong: float = 0.0
) -> float | None:
    """Share of recorded militants that must be civilians for civilians to reach ``threshold``.

    0 where they reach it anyway; None where even all of them would not do.
    """
    needed = threshold * (civilians + militants) - civilians * (1 - civilians_wrong)
    if needed <= 0:
        return 0.0
    return needed / militants if needed <= militants else None


def misclassification(
    civilians: float, militants: float, settings: MisclassificationSettings
) -> MisclassificationReading | Refusal:
    """The assessment, from the numbers recorded in each class."""
    refused = validate(civilians, militants, settings)
    if refused is not None:
        return refused
    bounds = civilian_bounds(civilians, militants, settings)
    whole = civilians + militants
    shares = (bounds[0] / whole, bounds[1] / whole)
    lost = settings.civilians_wrong[0]
    tipping = tipping_point(civilians, militants, settings.threshold, lost)
    return MisclassificationReading(
        verdict=_verdict(shares, settings.threshold),
        sentence=_sentence(civilians, militants, bounds, tipping, settings),
        would_change="A sample of recorded militants whose status was established independently"
        " would narrow the range.",
        method=METHOD,
        n={"civilians": round(civilians), "militants": round(militants)},
        window=settings.window,
        exclusions=settings.exclusions,
        interval=shares,
        cautions=("The range is what was declared, not what was measured.",),
        civilians=bounds,
        shares=shares,
        tipping=tipping,
    )


def validate(
    civilians: float, militants: float, settings: MisclassificationSettings
) -> Refusal | None:
    """Nobody recorded, or ranges that are none."""
    ranges = (settings.militants_wrong, settings.civilians_wrong)
    sound = all(0 <= low <= high <= 1 for low, high in ranges) and 0 < settings.threshold <= 1
    counts = all(math.isfinite(v) and v >= 0 for v in (civilians, militants))
    rules = (
        ("no_counts", not counts, "The numbers recorded are not counts."),
        ("not_a_share", not sound, "A declared share is no range between 0 and 1."),
        ("nobody", counts and civilians + militants == 0, "Nobody is recorded in either class."),
        (
            "no_militants",
            counts and militants == 0,
            f"All {civilians:g} are recorded as civilians: no militant could be reclassified.",
        ),
    )
    broken = next(((code, why) for code, holds, why in rules if holds), None)
    if broken is None:
        return None
    return Refusal(
        code=broken[0],
        reason=broken[1],
        could_have_seen="",
        would_change="Counts of both classes and a declared range for each kind of error.",
        method=METHOD,
        window=settings.window,
        exclusions=settings.exclusions,
    )


def _verdict(shares: tuple[float, float], threshold: float) -> str:
    """Whether the statement depends on the classification."""
    if shares[0] >= threshold:
        return "reached under every declared share"
    return "depends on classification" if shares[1] >= threshold else "not reached"


def _sentence(
    civilians: float,
    militants: float,
    bounds: tuple[float, float],
    tipping: float | None,
    settings: MisclassificationSettings,
) -> str:
    """Bounds in people and shares, then the tipping point."""
    whole = civilians + militants
    few, many = settings.militants_wrong
    lost, gone = settings.civilians_wrong
    back = f" and {lost:.0%} to {gone:.0%} of the recorded civilians militants" if gone else ""
    return (
        f"Civilians were {bounds[0]:,.0f} to {bounds[1]:,.0f} of the {whole:,.0f} {settings.unit}"
        f" ({bounds[0] / whole:.0%} to {bounds[1] / whole:.0%}) if {few:.0%} to {many:.0%} of the"
        f" {militants:,.0f} recorded militants were civilians{back};"
        f" {_tipping_words(tipping, settings.threshold)}."
    )


def _tipping_words(tipping: float | None, threshold: float) -> str:
    """The tipping point as a clause: reached at a share, from the start, or never."""
    majority = threshold == 0.5
    if tipping is None:
        goal = "be the majority" if majority else f"reach {threshold:.0%}"
        return f"they would not {goal} even if all were"
    if tipping == 0:
        return f"they {'are the majority' if majority else f'reach {threshold:.0%}'} as recorded"
    goal = "become the majority" if majority else f"reach {threshold:.0%}"
    return f"they {goal} once {tipping:.0%} were"


@dataclass(frozen=True)
class Validation:
    """A sample whose true class is known: how many of each class the records got right."""

    positives: int
    positives_found: int
    negatives: int
    negatives_found: int

    @property
    def sensitivity(self) -> float:
        """Share of true positives that are recorded as such."""
        return self.positives_found / self.positives

    @property
    def specificity(self) -> float:
        """Share of true negatives that are recorded as such."""
        return self.negatives_found / self.negatives


def rogan_gladen(recorded: float, sensitivity: float, specificity: float) -> float | Refusal:
    """The true share behind a recorded share: (p + sp - 1) / (se + sp - 1)."""
    better = sensitivity + specificity - 1
    if not better > 0:
        return _not_correctable(
            "no_better_than_chance", "The classification is no better than chance"
        )
    true = (recorded + specificity - 1) / better
    if not 0 <= true <= 1:
        return _not_correctable("outside_0_to_1", f"The corrected share would be {true:.2f}")
    return true


def corrected_share(
    recorded: int, of: int, sample: Validation
) -> tuple[float, tuple[float, float]] | Refusal:
    """Rogan-Gladen with its 95% interval, which carries the error of the validation sample."""
    if min(of, sample.positives, sample.negatives) <= 0:
        return _not_correctable("no_sample", "There is no validation sample of both classes")
    p, se, sp = recorded / of, sample.sensitivity, sample.specificity
    true = rogan_gladen(p, se, sp)
    if isinstance(true, Refusal):
        return true
    parts = (
        p * (1 - p) / of,
        true**2 * se * (1 - se) / sample.positives,
        (1 - true) ** 2 * sp * (1 - sp) / sample.negatives,
    )
    error = Z95 * math.sqrt(sum(parts)) / (se + sp - 1)
    return true, (max(0.0, true - error), min(1.0, true + error))


def _not_correctable(code: str, why: str) -> Refusal:
    """The refusal of a correction."""
    return Refusal(
        code=code,
        reason=f"{why}: the recorded share cannot be corrected.",
        could_have_seen="The bounds and the tipping point need no correction.",
        would_change="A larger validation sample, of both classes.",
        method="Rogan-Gladen correction",
    )


@dataclass(frozen=True)
class AdjustedRatios:
    """Odds ratio and risk ratio of a two-by-two table, as recorded and corrected."""

    recorded_odds_ratio: float
    recorded_risk_ratio: float
    odds_ratio: float
    risk_ratio: float


Pair = tuple[float, float]


def adjusted_ratios(
    table: Sequence[Sequence[float]], sensitivity: float | Pair, specificity: float | Pair
) -> AdjustedRatios | Refusal:
    """Ratios corrected for misclassified exposure.

    ``table`` is ((exposed cases, unexposed cases), (exposed others, unexposed others)); a pair of
    sensitivities or specificities is for cases and for others.
    """
    (a, b), (c, d) = table
    se = sensitivity if isinstance(sensitivity, tuple) else (sensitivity, sensitivity)
    sp = specificity if isinstance(specificity, tuple) else (specificity, specificity)
    if a + b <= 0 or c + d <= 0:
        return _not_correctable("empty_row", "A row of the table is empty")
    cases, others = rogan_gladen(a / (a + b), se[0], sp[0]), rogan_gladen(c / (c + d), se[1], sp[1])
    if isinstance(cases, Refusal):
        return cases
    if isinstance(others, Refusal):
        return others
    corrected = (cases * (a + b), (1 - cases) * (a + b), others * (c + d), (1 - others) * (c + d))
    if min(*corrected, a, b, c, d) <= 0:
        return _not_correctable("empty_cell", "A cell of the table is empty")
    return AdjustedRatios(*_ratios(a, b, c, d), *_ratios(*corrected))


def _ratios(a: float, b: float, c: float, d: float) -> Pair:
    """Odds ratio and risk ratio of exposed against unexposed."""
    return a * d / (b * c), (a / (a + c)) / (b / (b + d))

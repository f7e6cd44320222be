"""Change against neighbours, placebo rank, synthetic control."""

from __future__ import annotations

import csv
import json
import math
from collections import defaultdict
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from benchmarks.calibration import contrast_rejections, monthly_world
from counterclaim.assess import neighbours, step, synthetic
from counterclaim.assess.neighbours import Contrast, PlaceboRank
from counterclaim.assess.reading import Refusal
from counterclaim.assess.series import MonthlyCounts

FIRST, CHANGE = date(2022, 1, 1), date(2025, 7, 1)


def invented(name: str, seed: int, effect: float = 1.0, memory: float = 0.2) -> MonthlyCounts:
    """42 months, a step by ``effect``, 12 months."""
    counts = monthly_world(np.random.default_rng(seed), 20, memory, effect=effect)
    return MonthlyCounts(name, FIRST, tuple(int(count) for count in counts))


def contrasted(effect: float, seed: int) -> Contrast:
    """A country with a step against two without."""
    others = [invented("Southland", seed + 1), invented("Eastland", seed + 2)]
    found = neighbours.run(invented("Northland", seed, effect), others, CHANGE)
    assert isinstance(found, Contrast)
    return found


def test_a_fall_that_neighbours_do_not_share_is_told() -> None:
    """A fall to a quarter stands out, and the interval holds the truth."""
    found = contrasted(0.25, 100)
    low, high = found.interval or (0.0, 0.0)
    assert found.verdict == step.FELL
    assert low < 0.25 < high
    assert any("not untouched controls" in caution for caution in found.cautions)


def test_no_difference_is_no_evidence_of_none() -> None:
    """Without a step the sentence says what would have been seen and claims no equality."""
    found = contrasted(1.0, 210)
    assert found.verdict == step.NO_CHANGE
    assert "not evidence that there is none" in found.sentence
    assert found.sentence.index("would have been seen") < found.sentence.index("p ")


def test_the_contrast_is_own_step_over_the_neighbours_mean_step() -> None:
    """The ratio of ratios, with the errors added in squares."""
    found = contrasted(0.5, 300)
    mean = math.prod(one.ratio for one in found.neighbours) ** 0.5
    assert found.ratio == pytest.approx(found.here.ratio / mean)
    squares = found.here.log_error**2 + sum(one.log_error**2 for one in found.neighbours) / 4
    assert found.log_error == pytest.approx(math.sqrt(squares))


@pytest.mark.parametrize("memory", [0.0, 0.4, 0.7, 0.85])
def test_false_alarms_against_neighbours(memory: float) -> None:
    """Of 100 contrasts without a difference at most 11 are called one."""
    assert contrast_rejections(8, 100, 20.0, memory) <= 11


def test_neighbours_without_data_are_left_out_by_name() -> None:
    """An empty neighbour is excluded with its reason; without any other it is a refusal."""
    empty = MonthlyCounts("Westland", FIRST, (None,) * 54)
    found = neighbours.run(invented("Northland", 1), [empty, invented("Southland", 2)], CHANGE)
    assert isinstance(found, Contrast)
    assert any("Westland" in text for text in found.exclusions)
    alone = neighbours.run(invented("Northland", 1), [empty], CHANGE)
    assert isinstance(alone, Refusal)
    assert alone.code == "no_neighbour"


def test_two_neighbours_allow_no_placebo_rank() -> None:
    """With two donors the smallest p is a third: refused, and said."""
    donors = [invented("Southland", 2), invented("Eastland", 3)]
    found = neighbours.placebo_rank(invented("Northland", 1), donors, CHANGE)
    assert isinstance(found, Refusal)
    assert "0.33" in found.reason


def test_twenty_regions_allow_a_placebo_rank() -> None:
    """A fall to a fifth in one of 21 regions ranks first, with the smallest p there is."""
    donors = [invented(f"Region {i}", 400 + i) for i in range(20)]
    found = neighbours.placebo_rank(invented("North", 399, 0.2), donors, CHANGE)
    assert isinstance(found, PlaceboRank)
    assert found.rank == 1
    assert found.p == pytest.approx(1 / 21)
    assert len(found.synthetic) == 54
    assert np.mean(found.synthetic[42:]) > 10


def basque(shared: Path) -> tuple[list[str], dict[str, np.ndarray], dict[str, np.ndarray]]:
    """Regions, their predictors before 1970 and their product per head in 1960-1969."""
    schools = ["illit", "prim", "med", "high", "post.high"]
    sectors = ["agriculture", "energy", "industry", "construction", "services.venta"]
    wanted = [(f"school.{name}", range(1964, 1970)) for name in schools]
    wanted += [("invest", range(1964, 1970)), ("gdpcap", range(1960, 1970))]
    wanted += [(f"sec.{n}", range(1961, 1970, 2)) for n in [*sectors, "services.nonventa"]]
    wanted += [("popdens", range(1969, 1970))]
    table: dict[str, dict[tuple[str, int], float]] = defaultdict(dict)
    with (shared / "data/known/scm/basque.csv").open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            for column, years in wanted:
                year = int(float(row["year"]))
                if year in years and row[column] and float(row["regionno"]) != 1:
                    table[row["regionname"]][column, year] = float(row[column])
    predictors = {
        region: np.array(
            [np.mean([v for (c, _), v in cells.items() if c == column]) for column, _ in wanted]
        )
        for region, cells in table.items()
    }
    for values in predictors.values():
        values[:5] *= 100 / values[:5].sum()
    paths = {r: np.array([c["gdpcap", y] for y in range(1960, 1970)]) for r, c in table.items()}
    return list(table), predictors, paths


def test_published_synthetic_control(shared: Path) -> None:
    """The Basque Country is Cataluna and Madrid in the published shares."""
    known = json.loads((shared / "data/known/expected.json").read_text("utf-8"))
    expected = known["B_scm"][0]
    regions, predictors, paths = basque(shared)
    own = next(region for region in regions if region.startswith("Basque"))
    donors = [region for region in regions if region != own]
    found = synthetic.synthetic_control(
        predictors[own],
        np.column_stack([predictors[region] for region in donors]),
        paths[own],
        np.column_stack([paths[region] for region in donors]),
    )
    weights = dict(zip(donors, found.weights.tolist(), strict=True))
    for region, weight in expected["weights"].items():
        assert weights[region] == pytest.approx(weight, abs=expected["tol"])
    assert sum(weights.values()) == pytest.approx(1.0)


def test_a_mixture_of_donors_is_recovered() -> None:
    """A unit that is 0.3 of one donor and 0.7 of another gets those weights."""
    donors = np.random.default_rng(5).normal(10, 3, (30, 6))
    weights = synthetic.simplex_weights(donors @ [0.3, 0, 0, 0.7, 0, 0], donors)
    assert weights == pytest.approx([0.3, 0, 0, 0.7, 0, 0], abs=1e-6)

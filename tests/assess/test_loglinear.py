"""Log-linear models of overlap tables, against published fits and closed forms."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from counterclaim.assess.loglinear import fit_all, label, models

HEPATITIS = np.array([0.0, 69, 55, 21, 63, 17, 18, 28])  # Taiwan 1995, lists P, Q, E (Chao 1997)


@pytest.mark.parametrize(
    ("p", "family", "count"),
    [
        (3, "hierarchical", 8),
        (4, "hierarchical", 113),
        (5, "hierarchical", 6893),
        (3, "pairwise", 8),
        (5, "pairwise", 1024),
    ],
)
def test_every_model_is_there_once(p: int, family: Any, count: int) -> None:
    """8 and 113 hierarchical models on 3 and 4 lists, 2 to the number of pairs pairwise ones."""
    assert len(models(p, family)) == count == len(set(models(p, family)))


def test_labels_name_the_generators() -> None:
    """A model is named by its largest dependent combinations, lists alone where they are alone."""
    assert label(4, (0b0011, 0b0101, 0b0110, 0b0111)) == "[123,4]"
    assert label(3, ()) == "[1,2,3]"


@pytest.mark.parametrize("case", range(4))
def test_published_fits_of_kosovo_are_reproduced(case: int, mse: Any, kosovo: Any) -> None:
    """Totals, errors and criteria of the 113 models agree with the published ones."""
    expected = mse.expected["D_loglinear"][case]
    name = expected.get("best") or expected["model"].replace("independence", "[1,2,3,4]")
    fits = fit_all(kosovo.cells, "hierarchical")
    fit = next(fit for fit in fits if fit.label == name)
    assert (fit.total, fit.se) == pytest.approx((expected["N"], expected["se"]), abs=1e-2)
    for key, value in (("BIC", fit.bic), ("AIC", fit.aic), ("deviance", fit.deviance)):
        assert value == pytest.approx(expected.get(key, value), abs=1e-4)
    assert len(fits) == 113
    assert ("best" in expected) == (fit is fits[0])


def test_all_pairs_on_three_lists_has_a_closed_form() -> None:
    """The model with every pair is n111 n100 n010 n001 over n110 n101 n011 (Fienberg 1972)."""
    fit = next(f for f in fit_all(HEPATITIS, "hierarchical") if f.label == "[12,13,23]")
    assert fit.total - 271 == pytest.approx(28 * 69 * 55 * 63 / (21 * 17 * 18), rel=1e-8)


def test_independence_and_one_pair_agree_with_published_totals() -> None:
    """Hepatitis A in Taiwan: 388 under independence, 416 with the first two lists dependent."""
    totals = {f.label: round(f.total) for f in fit_all(HEPATITIS, "pairwise")}
    assert (totals["[1,2,3]"], totals["[12,3]"], totals["[12,13,23]"]) == (388, 416, 1313)


def test_fits_agree_with_statsmodels() -> None:
    """Intercept, its error and the deviance are those of a Poisson regression."""
    sm = pytest.importorskip("statsmodels.api")
    cells = np.arange(1, 8)
    columns = [np.ones(7)] + [(cells & m == m).astype(float) for m in (1, 2, 4, 3)]
    model = sm.GLM(HEPATITIS[1:], np.column_stack(columns), family=sm.families.Poisson()).fit()
    fit = next(f for f in fit_all(HEPATITIS, "hierarchical") if f.label == "[12,3]")
    unlisted = np.exp(model.params[0])
    assert fit.total == pytest.approx(271 + unlisted, rel=1e-7)
    variance = unlisted + unlisted**2 * model.cov_params()[0, 0]
    assert fit.se == pytest.approx(float(np.sqrt(variance)), rel=1e-6)
    assert fit.deviance == pytest.approx(model.deviance, abs=1e-7)


def test_an_empty_overlap_gives_no_runaway_totals() -> None:
    """Two lists that never meet: models with their pair predict it as empty, all totals finite."""
    cells = np.array([0.0, 50, 40, 0, 30, 6, 5, 0])
    fits = fit_all(cells, "hierarchical")
    assert fits
    assert all(np.isfinite([f.total, f.se]).all() and f.total < 10_000 for f in fits)

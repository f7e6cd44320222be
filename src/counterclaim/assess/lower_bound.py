"""Chao's lower bound: how many there are at least, allowing for unequal visibility."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike


@dataclass(frozen=True)
class LowerBound:
    """Chao's lower bound of the total, its standard error and 95% log-normal interval."""

    total: float
    se: float
    interval: tuple[float, float]


def lognormal_interval(
    n: float, total: float, se: float, z: float = 1.959964
) -> tuple[float, float]:
    """Interval for a total that cannot be below ``n``: the unlisted part is log-normal.

    Chao 1987 (Biometrics 43:783), Burnham et al. 1987.
    """
    unlisted = total - n
    if unlisted <= 0:
        return n, n
    factor = math.exp(z * math.sqrt(math.log1p((se / unlisted) ** 2)))
    return n + unlisted / factor, n + unlisted * factor


def chao(captures: ArrayLike, lists: int | None = None) -> LowerBound:
    """Chao's lower bound from how many records were seen once, twice, ...

    ``captures[k]`` is the number seen k times (``captures[0]`` is ignored); ``lists`` the number
    of lists, None for repeated sightings without a fixed number. With nothing seen twice the
    bias-corrected form is used; with nothing seen at all the bound is zero.
    """
    seen = np.asarray(captures, dtype=np.float64)[1:]
    n, once, twice = float(seen.sum()), *(float(f) for f in (*seen, 0.0, 0.0)[:2])
    share = 1.0 if lists is None else (lists - 1) / lists
    if twice > 0:
        ratio = once / twice
        unlisted = share * once * ratio / 2
        terms = share * ratio**2 / 2 + share**2 * ratio**3 + share**2 * ratio**4 / 4
        variance = twice * terms
    else:
        unlisted = share * once * (once - 1) / 2
        spread = share**2 * (once * (2 * once - 1) ** 2 / 4 - once**4 / (4 * max(n + unlisted, 1)))
        variance = max(unlisted + spread, 0.0) if once else 0.0
    se = math.sqrt(variance)
    return LowerBound(n + unlisted, se, lognormal_interval(n, n + unlisted, se))

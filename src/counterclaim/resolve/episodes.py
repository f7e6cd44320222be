"""One-day events and summaries of many days: the one may be part of the other.

A record that spans days may be one event on an unsure day, or a summary of several. It is held to
be a summary where it tells of more deaths than the single day can, or where several single days
of the other dataset fit into it as well as the best does; then it is offered as "part of", for an
analyst to decide.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from counterclaim.resolve.candidates import Pairs
from counterclaim.resolve.records import Records

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
LONG = 2  # days, from which a record may be a summary
MORE = 1.5  # times the deaths of the single day, and at least two more


@dataclass(frozen=True)
class Relations:
    """Positions of pairs that are the same incident, and of those that are part and whole."""

    same: Ints
    part_of: Ints


def sort_out(
    left: Records, right: Records, pairs: Pairs, chosen: Ints, evidence: Floats
) -> Relations:
    """Of the ``chosen`` pairs those that stay the same, and every pair offered as part of.

    ``evidence`` (n,) are log odds of each pair alone. A record that stays in a pair of its own is
    not offered as a part of another.
    """
    summary = np.zeros(len(pairs), dtype=np.bool_)
    summary[chosen] = _holds_more(left, right, pairs)[chosen]
    same = chosen[~summary[chosen]]
    taken_left, taken_right = np.unique(pairs.left[same]), np.unique(pairs.right[same])
    whole_left = np.unique(pairs.left[summary & (left.days[pairs.left] >= LONG)])
    whole_right = np.unique(pairs.right[summary & (right.days[pairs.right] >= LONG)])
    inside = _is_day_in_span(left, right, pairs) & (evidence > 0)
    rival = inside & (
        np.isin(pairs.left, whole_left) & ~np.isin(pairs.right, taken_right)
        | np.isin(pairs.right, whole_right) & ~np.isin(pairs.left, taken_left)
    )
    return Relations(same, np.flatnonzero(summary | rival))


def _is_day_in_span(left: Records, right: Records, pairs: Pairs) -> Bools:
    """True where one record is a single day inside the other's longer span."""
    i, j = pairs.left, pairs.right
    one, two = left.days[i], right.days[j]
    overlap = (left.first[i] <= right.last[j]) & (right.first[j] <= left.last[i])
    return np.asarray(overlap & (np.minimum(one, two) == 1) & (np.maximum(one, two) >= LONG))


def _holds_more(left: Records, right: Records, pairs: Pairs) -> Bools:
    """True where the longer record tells of more deaths than the single day can."""
    i, j = pairs.left, pairs.right
    longer_left = left.days[i] >= right.days[j]
    whole_low = np.where(longer_left, left.low[i], right.low[j])
    whole = np.where(longer_left, left.best[i], right.best[j])
    part = np.where(longer_left, right.best[j], left.best[i])
    part_high = np.where(longer_left, right.high[j], left.high[i])
    more = (whole_low > part_high) & (whole >= np.maximum(part + 2, MORE * part))
    return np.asarray(_is_day_in_span(left, right, pairs) & more & (part >= 0))


def container(left: Records, right: Records, pairs: Pairs) -> Bools:
    """True where the left record is the whole and the right one its part."""
    return np.asarray(left.days[pairs.left] > right.days[pairs.right])

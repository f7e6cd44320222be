"""Distances on the globe."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
EARTH_KM = 6371.0088  # mean radius
KM_PER_DEGREE = EARTH_KM * np.pi / 180


def kilometres(lat: Any, lon: Any, other_lat: Any, other_lon: Any) -> Floats:
    """Great-circle distances between points in degrees, arrays (n,) of any common shape.

    Not a number where a coordinate is none. Method: the haversine formula.
    """
    one, two = np.radians(lat), np.radians(other_lat)
    east = np.radians(np.asarray(other_lon) - np.asarray(lon))
    chord = np.sin((two - one) / 2) ** 2 + np.cos(one) * np.cos(two) * np.sin(east / 2) ** 2
    return np.asarray(2 * EARTH_KM * np.arcsin(np.sqrt(np.minimum(chord, 1.0))))

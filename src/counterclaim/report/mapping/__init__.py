"""The map: events and sites by what their coordinates stand for, over outlines that are shipped."""

from __future__ import annotations

from counterclaim.report.mapping.geojson import feature_collection
from counterclaim.report.mapping.layers import Layers, layers
from counterclaim.report.mapping.picture import map_picture

__all__ = ["Layers", "feature_collection", "layers", "map_picture"]

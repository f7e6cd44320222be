"""Charts: one set of definitions in Vega-Lite, drawn as SVG and PNG without a browser or network.

Each carries its title, source, access date, filter and licence inside the image.
"""

from __future__ import annotations

from counterclaim.report.charts.drawing import Drawing, png, svg
from counterclaim.report.charts.scorecard import scorecard_chart

__all__ = ["Drawing", "png", "scorecard_chart", "svg"]

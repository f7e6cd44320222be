"""An invented country whose true values are known, as UCDP's and ACLED's files would show it.

``build`` writes the files; ``Noise`` says how the datasets go wrong; ``World`` says what was
written. Nothing here is real: names, places and figures come from a seed.
"""

from __future__ import annotations

from counterclaim.demo.world.builder import LAYOUTS, World, build, usual_layouts
from counterclaim.demo.world.noise import HEAVY, NONE, Noise, noise_of

__all__ = ["HEAVY", "LAYOUTS", "NONE", "Noise", "World", "build", "noise_of", "usual_layouts"]

"""The case folder on disk: tables, definitions, snapshots, sources and the one-file workbook."""

from counterclaim.case.definitions import Definitions, Derivation, Indicator, SheetMapping
from counterclaim.case.folder import Case
from counterclaim.case.rules import Coverage, Handover, Rules

__all__ = [
    "Case",
    "Coverage",
    "Definitions",
    "Derivation",
    "Handover",
    "Indicator",
    "Rules",
    "SheetMapping",
]

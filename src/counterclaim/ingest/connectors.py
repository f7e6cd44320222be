"""The connectors: for each dataset, what a card cannot say in words.

A connector reads some columns of events itself (``own``) and knows what a file's name and rows
tell about its version and window (``release``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from counterclaim.ingest import acled, spreadsheet, ucdp_ged
from counterclaim.ingest.coverage import Facts
from counterclaim.ingest.fields import Forms
from counterclaim.ingest.release import Release
from counterclaim.ingest.source import Source

Own = Callable[[Source, Forms], Mapping[str, str]]
Releases = Callable[[str, Facts, str], Release]


@dataclass(frozen=True)
class Connector:
    """What a source's ``.py`` gives beside its card; totals are read by their card alone."""

    own: Own
    release: Releases


CONNECTORS: Mapping[str, Connector] = {
    "ucdp_ged": Connector(ucdp_ged.own, ucdp_ged.release),
    "acled": Connector(acled.own, acled.release),
    "spreadsheet": Connector(spreadsheet.own, spreadsheet.release),
}

"""A snapshot opened on an engine: its events and participants as Ibis tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from counterclaim.count.engine import Engine
from counterclaim.ingest.cards import OWN_SHEET, Card, card_of
from counterclaim.ingest.release import UNKNOWN
from counterclaim.model.snapshot import Snapshot

if TYPE_CHECKING:
    from counterclaim.case import Case


@dataclass(frozen=True)
class Tables:
    """What one snapshot offers to the counting."""

    engine: Engine
    snapshot: Snapshot
    card: Card
    events: Any
    participants: Any

    @classmethod
    def open(cls, case: Case, snapshot: Snapshot, engine: Engine) -> Tables:
        """Reads nothing yet: the files are scanned when an expression runs."""
        name = "".join(letter if letter.isalnum() else "_" for letter in snapshot.id)
        events = engine.table(case.data_file(snapshot, "events"), f"events_{name}")
        sides = engine.table(case.data_file(snapshot, "participants"), f"participants_{name}")
        return cls(engine, snapshot, card_of(snapshot.dataset), events, sides)

    @property
    def dataset(self) -> str:
        """Id of the dataset."""
        return self.snapshot.dataset

    @property
    def title(self) -> str:
        """What a reader is shown: the dataset's title and version."""
        return titled(self.snapshot)


def titled(snapshot: Snapshot) -> str:
    """The title and version of a snapshot's dataset; the analyst's own sheets by their name."""
    version = "" if snapshot.version == UNKNOWN else snapshot.version
    return f"{named(snapshot.dataset)} {version}".strip()


def named(dataset: str) -> str:
    """What a reader is shown for a dataset; the analyst's own sheets by their name."""
    known = card_of(dataset)
    return dataset if known.dataset == OWN_SHEET else known.short or known.title

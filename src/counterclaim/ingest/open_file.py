"""From a path to a recognised source: unpacked, its header found, its dataset known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from counterclaim.case import SheetMapping
from counterclaim.errors import NotFound
from counterclaim.ingest.cards import DATASETS, OWN_SHEET, Card, card
from counterclaim.ingest.header import find
from counterclaim.ingest.sheet import transcribe
from counterclaim.ingest.source import Source
from counterclaim.ingest.spreadsheet import mapped_card
from counterclaim.ingest.unpack import unpack

Mappings = Mapping[str, SheetMapping]


def open_source(file: Path, workspace: Path, dataset: str | None, mappings: Mappings) -> Source:
    """``file`` as a source; ``dataset`` names a dataset or a mapping, else it is recognised."""
    accepted = accepted_cards(dataset, mappings)
    mapping = mapping_named(dataset, mappings)
    sheet, encoding, delimiter = "", "", ""
    if mapping:
        sheet, encoding, delimiter = mapping.sheet, mapping.encoding, mapping.delimiter
    plain = unpack(file, workspace, lambda given, to: transcribe(given, to, sheet), encoding)
    return Source(plain, find(plain.text, file, accepted, delimiter))


def accepted_cards(dataset: str | None, mappings: Mappings) -> Sequence[Card]:
    """The cards that a file may fit; raises ``NotFound`` for a dataset that there is not."""
    own = {key: mapped_card(key, mapping) for key, mapping in mappings.items()}
    provided = {name: card(name) for name in DATASETS if name != OWN_SHEET}
    if dataset is None or (dataset == OWN_SHEET and own):
        return [*([] if dataset else provided.values()), *own.values()]
    named = [own[key] for key in own if dataset in {key, own[key].dataset}]
    if dataset in provided:
        named.append(provided[dataset])
    if not named:
        raise NotFound(
            "no dataset and no mapping of this name",
            seen=dataset,
            expected=", ".join([*provided, *own]),
            remedy="leave it out to have the file recognised, or add a mapping to case.yaml",
        )
    return named


def mapping_named(dataset: str | None, mappings: Mappings) -> SheetMapping | None:
    """The mapping under that key or for that dataset."""
    found = [m for key, m in mappings.items() if dataset in {key, m.dataset}]
    return found[0] if found else None

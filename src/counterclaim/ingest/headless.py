"""A file that its provider put out without a header, recognised by what stands in its columns."""

from __future__ import annotations

import re
from collections.abc import Sequence

from counterclaim.ingest.cards import Card, Layout
from counterclaim.ingest.header import Header, Match
from counterclaim.ingest.records import Record

SAID = "the file has no header: read by the provider's order of columns"
_NUMBER = r"\d[\d,]*(\.0*)?"
_DAY = (
    r"\d{4}-\d\d?-\d\d?([ T].*)?|\d\d?[/.]\d\d?[/.]\d{2,4}( .*)?|\d\d?[ -][A-Za-z]{3,9}[ -]\d{2,4}"
)
_FORMS: dict[str, str] = {
    "provider_year": r"(19|20)\d\d",
    "from": _DAY,
    "to": _DAY,
    "lat": r"-?\d{1,2}([.,]\d+)?",
    "lon": r"-?\d{1,3}([.,]\d+)?",
    "deaths_low": _NUMBER,
    "deaths_best": _NUMBER,
    "deaths_high": _NUMBER,
}


def headless(records: Sequence[Record], delimiter: str, cards: Sequence[Card]) -> Match | None:
    """The one layout whose columns, in the provider's order, hold what every record has in them.

    ``None`` where no layout fits, or several do.
    """
    found = [
        Match(card, name, Header(layout.columns, delimiter, 0, 0, said=(SAID,)), (), (), True, 0.0)
        for card in cards
        for name, layout in card.layouts.items()
        if records and card.id_pattern and all(_fits(card, layout, r.cells) for r in records)
    ]
    return found[0] if len(found) == 1 else None


def _fits(card: Card, layout: Layout, cells: tuple[str, ...]) -> bool:
    if len(cells) != len(layout.columns):
        return False
    row = dict(zip(layout.columns, cells, strict=True))
    kinds = {*card.codes.get("kind", {})}
    forms = _FORMS | {"id": card.id_pattern, "native_kind": "|".join(map(re.escape, kinds))}
    return all(
        re.fullmatch(form, row[column].strip(), re.IGNORECASE)
        for target, form in forms.items()
        for column in card.columns.get(target, ())
        if column in row and (row[column].strip() or column in layout.required)
    )

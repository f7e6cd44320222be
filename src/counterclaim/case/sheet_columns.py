"""What a mapping of the analyst's own sheet may name on its left: our columns and short forms."""

from __future__ import annotations

from collections.abc import Mapping

from counterclaim.model.event import EVENTS

SHORT: Mapping[str, tuple[str, ...]] = {
    "date": ("from", "to"),
    "date_from": ("from",),
    "date_to": ("to",),
    "deaths": ("deaths_best",),
    "low": ("deaths_low",),
    "best": ("deaths_best",),
    "high": ("deaths_high",),
    "kind": ("native_kind",),
    "source": ("source_names",),
    "title": ("source_titles",),
    "year": ("provider_year",),
}
SIDES: Mapping[str, tuple[str, ...]] = {
    "a": ("initiator", "initiator_with", "side_a", "side_a_with"),
    "b": ("target", "target_with", "victims", "victims_with", "side_b", "side_b_with"),
}
OURS = frozenset({column.name for column in EVENTS} - {"row", "released"})
ACCEPTED = OURS | frozenset(SHORT) | {field for fields in SIDES.values() for field in fields}

"""Actors through time: names, relations and succession, each with its dates."""

from __future__ import annotations

from counterclaim.check.when import when
from counterclaim.model.actor import ActorRelation
from counterclaim.model.quantity import Quantity
from counterclaim.report.material import Material
from counterclaim.report.sections.reported import note
from counterclaim.report.tree import Block, Grid, chart, header, words
from counterclaim.report.words import quantity_words

PREDICATES = {
    "part_of": "is part of",
    "succeeds": "succeeds",
    "operates_with": "operates jointly with",
    "commands": "commands",
    "contracted_by": "is contracted by",
    "present_in": "is present in",
    "allied_with": "is allied with",
    "fights": "fights",
}
MOST = 60


def blocks(material: Material) -> list[Block]:
    """A timeline, and every relation with its dates and sources."""
    relations = material.ledger.relations
    if not material.ledger.actors:
        return []
    found = [header(1, "Actors through time", "actors"), chart("chart-actors")]
    if relations:
        columns = ["Relation", "When", "Share"]
        rows = [_row(relation, material) for relation in relations[:MOST]]
        found.append(Grid("Relations", [words(c) for c in columns], rows).block())
    return found


def relation_words(relation: ActorRelation, material: Material) -> str:
    """``Africa Corps succeeds Wagner Group``."""
    title = material.titles
    subject, object = (title.get(name, name) for name in (relation.subject, relation.object))
    return f"{subject} {PREDICATES[relation.predicate]} {object}"


def share_words(relation: ActorRelation) -> str:
    """``70-80% of personnel``, or nothing."""
    if relation.share_low is None and relation.share_high is None:
        return ""
    low, high = relation.share_low, relation.share_high
    quantity = Quantity.exact(low) if low is not None and low == high else Quantity(low, None, high)
    return f"{quantity_words(quantity)}% of {relation.share_of or 'its personnel'}"


def _row(relation: ActorRelation, material: Material) -> list[list[dict[str, object]]]:
    return [
        words(relation_words(relation, material)) + note(relation.citations, material),
        words(when(relation.valid) if relation.valid else "not dated"),
        words(share_words(relation)),
    ]

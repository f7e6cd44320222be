"""Participants: every name in every actor field of every event, joint names split by the card.

A few joins over the events file; nothing here sees a row.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from counterclaim.ingest.cards import Card, JointRule, RoleRule
from counterclaim.ingest.sql import listed, name, text
from counterclaim.model.event import PARTICIPANTS

SIDES = ("a", "b")
_CUT = "chr(31)"


def query(con: Any, card: Card, there: Sequence[str], events: str) -> str:
    """The participants of ``events`` (a relation in SQL) in the columns of PARTICIPANTS.

    ``there`` are the card's actor fields that the events have, as ``native_<field>``. Names are
    split once for each combination of fields that occurs, then joined to the events.
    """
    fields = [name(f"native_{field}") for field in there]
    same = " AND ".join(f"e.{f} IS NOT DISTINCT FROM c.{f}" for f in [*fields, "kind"])
    combinations = f"(SELECT DISTINCT kind, {', '.join(fields)} FROM {events})"
    parts = []
    for side in SIDES:
        mine = [field for field in card.sides.get(side, ()) if field in there]
        together = " + ".join(f"len({names(card, field)})" for field in mine) or "0"
        parts += [_of_field(card, side, field, together, there, combinations) for field in mine]
    con.execute(f"CREATE OR REPLACE TEMP TABLE cast_ AS {' UNION ALL '.join(parts)}")
    columns = ", ".join(f"c.{column.name}" for column in PARTICIPANTS[2:])
    return f"SELECT e.id AS event, e.row, {columns} FROM {events} e JOIN cast_ c ON {same}"


def names(card: Card, field: str) -> str:
    """The names in a field of an event, as a list; empty where the field is."""
    column = name(f"native_{field}")
    split = f"coalesce({column}, '')"
    for rule in card.joint:
        if not rule.fields or field in rule.fields:
            split = _marked(split, rule)
    pieces = f"string_split({split}, {_CUT})"
    trimmed = f"list_transform({pieces}, lambda part: trim(part))"
    return f"list_filter({trimmed}, lambda part: part <> '')"


def unresolved(card: Card, there: Sequence[str], events: str) -> list[str]:
    """Per actor field, a query for the names that look joint although no rule splits them."""
    if not card.suspect_joint:
        return []
    doubt = text(card.suspect_joint)
    fields = [field for side in SIDES for field in card.sides.get(side, ()) if field in there]
    return [
        f'SELECT row, {text(field)} AS "column", {name("native_" + field)} AS value, id AS event '
        f"FROM {events} WHERE contains({name('native_' + field)}, {doubt}) AND "
        f"len(list_filter({names(card, field)}, lambda part: contains(part, {doubt}))) > 0"
        for field in fields
    ]


def newly_seen(con: Any, participants: str, known: Sequence[str]) -> tuple[tuple[str, int], ...]:
    """Names that are not ``known``, most events first, with their number of events.

    Those who stand in the data as victims alone are people, not armed actors: left out.
    """
    skip = f"AND name NOT IN ({listed(known)})" if known else ""
    found = con.execute(
        f"SELECT name, count(DISTINCT event) AS events FROM {participants} "
        f"WHERE role <> 'victims' {skip} GROUP BY name ORDER BY events DESC, name"
    ).fetchall()
    return tuple((str(seen), int(events)) for seen, events in found)


def _marked(column: str, rule: JointRule) -> str:
    """``column`` with a mark wherever the rule splits."""
    return f"replace({column}, {text(rule.separator)}, {_CUT} || {text(rule.keeps)})"


def _of_field(
    card: Card, side: str, field: str, together: str, there: Sequence[str], rows: str
) -> str:
    """Participants in one field of ``rows``, beside the combination that they belong to."""
    given = name(f"native_{field}")
    victims = next((f for f in card.sides.get("b", ()) if f in there), None)
    role = _case(card.roles, "role", side, victims)
    basis = _case(card.roles, "basis", side, victims)
    keys = ", ".join(["kind", *(name(f"native_{f}") for f in there)])
    return (
        f"SELECT {keys}, {text(side)} AS side, {text(field)} AS field, "
        f"unnest({names(card, field)}) AS name, {given} AS given, {role} AS role, "
        f"{basis} AS basis, ({together}) > 1 AS joint, CAST({together} AS BIGINT) AS together "
        f"FROM {rows} WHERE {given} IS NOT NULL"
    )


def _case(rules: Sequence[RoleRule], what: str, side: str, victims: str | None) -> str:
    """The role (or its basis) of a side, by the first rule that fits."""
    arms = [
        f"WHEN {_condition(rule, victims)} THEN {text(getattr(rule, what))}"
        for rule in rules
        if rule.side in {"", side}
    ]
    last = "unclear" if what == "role" else "column order"
    return f"CASE {' '.join(arms)} ELSE {text(last)} END" if arms else text(last)


def _condition(rule: RoleRule, victims: str | None) -> str:
    parts = [f"kind IN ({listed(rule.kinds)})"] if rule.kinds else []
    if rule.victims and victims:
        parts.append(f"starts_with({name('native_' + victims)}, {text(rule.victims)})")
    elif rule.victims:
        parts.append("false")
    return " AND ".join(parts) or "true"

"""Corrections of a card: data with a reason, a date, and a guard against their own ageing."""

from __future__ import annotations

from counterclaim.ingest.cards import Correction
from counterclaim.ingest.checks import RULES
from counterclaim.ingest.source import ROW, Source
from counterclaim.ingest.sql import name, text


def corrected(source: Source, rows: str) -> str:
    """``rows`` with every correction applied whose row still holds what it expects."""
    changes: dict[str, str] = {}
    for rule in _applying(source):
        column = rule.column.lower()
        arm = f"WHEN {_row_of(source, rule)} AND {name(column)} = {text(rule.expect)} "
        changes[column] = changes.get(column, "") + arm + f"THEN {text(rule.value)} "
    if not changes:
        return rows
    replaced = ", ".join(
        f"CASE {arms}ELSE {name(column)} END AS {name(column)}" for column, arms in changes.items()
    )
    return f"(SELECT * REPLACE ({replaced}) FROM {rows})"


def queries(source: Source) -> list[str]:
    """Issues: corrections that were applied, and those that the provider has overtaken."""
    found = []
    for rule in _applying(source):
        column = name(rule.column.lower())
        for code, sign in (
            ("correction_applied", "="),
            ("correction_outdated", "IS DISTINCT FROM"),
        ):
            found.append(
                f'SELECT {ROW} AS row, {text(rule.column)} AS "column", {column} AS value, '
                f"{text(code)} AS rule, {text(f'{RULES[code]}: {rule.reason} ({rule.date})')} "
                f"AS message, {text(f'{source.card.dataset}:{rule.id}')} AS event "
                f"FROM {source.numbered()} WHERE {_row_of(source, rule)} "
                f"AND {column} {sign} {text(rule.expect)}"
            )
    return found


def _applying(source: Source) -> list[Correction]:
    return [rule for rule in source.card.corrections if rule.column.lower() in source.columns]


def _row_of(source: Source, rule: Correction) -> str:
    id_column = source.there(source.card.columns.get("id", ()))[0]
    return f"trim({name(id_column)}) = {text(rule.id)}"

"""One row an event: rows with the same id are brought together before anything is counted.

An actor-based (monadic) file has a row per actor; its deaths would count double. A file may also
hold a row twice. Rows of one id that disagree in a figure stop the ingest.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from counterclaim.errors import DamagedFile
from counterclaim.ingest.checks import RULES
from counterclaim.ingest.fields import columns_of
from counterclaim.ingest.reading import write
from counterclaim.ingest.source import Source
from counterclaim.ingest.sql import name, text

_FIGURES = ("from", "to", "deaths_low", "deaths_best", "deaths_high", "country", "native_kind")


def repeated(con: Any, events: Path) -> int:
    """How many rows have an id that an earlier row has."""
    found = con.execute(
        f"SELECT count(*) - count(DISTINCT hash(id)) FROM read_parquet({text(events)})"
    ).fetchone()
    return int(found[0])


def make_unique(
    con: Any, source: Source, events: Path, target: Path
) -> tuple[tuple[str, ...], list[str]]:
    """Write ``events`` to ``target`` with one row an id; what there is to say, and issue queries.

    Raises :class:`DamagedFile` where rows of one id disagree and nothing says which is newer.
    """
    rows = f"read_parquet({text(events)})"
    con.execute(f"CREATE OR REPLACE TEMP TABLE ranked AS {_ranked(source, rows)}")
    _refuse_disagreement(con, source, rows)
    if source.match.layout == "actor_based":
        return _joined(con, rows, target)
    if _are_mirrored(con, source):
        write(con, f"SELECT e.* FROM {rows} e {_KEPT}", target)
        return (_say_actor_based(con, rows),), []
    write(con, f"SELECT e.* FROM {rows} e {_KEPT}", target)
    return ("rows with an id that stood before are counted once",), [_doubles(rows)]


_KEPT = "ANTI JOIN (SELECT row FROM ranked WHERE place > 1) later USING (row)"


def _ranked(source: Source, rows: str) -> str:
    """The rows of repeated ids in the order in which they may speak for their event.

    The newest revision first; in attacks on civilians the row whose first actor is the attacker;
    a row with a first actor; then the order of the file.
    """
    sides = {f for fs in source.card.sides.values() for f in fs} & set(source.columns)
    first = next((f for f in source.card.sides.get("a", ()) if f in sides), None)
    second = next((f for f in source.card.sides.get("b", ()) if f in sides), None)
    one = name(f"native_{first}") if first else "''"
    two = name(f"native_{second}") if second else "''"
    victims = f"(kind = 'violence_against_civilians' AND starts_with({one}, 'Civilians'))"
    order = f"revised DESC NULLS LAST, coalesce({victims}, false), {one} IS NULL, row"
    return (
        f"SELECT row, id, {one} AS one, {two} AS two, {_revised(source)} AS revised, "
        f"row_number() OVER (PARTITION BY id ORDER BY {order}) AS place FROM {rows} "
        f"WHERE hash(id) IN (SELECT hash(id) FROM {rows} GROUP BY 1 HAVING count(*) > 1)"
    )


def _revised(source: Source) -> str:
    """When a row was revised: the second where the file has a time, else the day."""
    if "timestamp" not in source.columns:
        return "released"
    return "coalesce(lpad(TRY_CAST(native_timestamp AS BIGINT)::VARCHAR, 12, '0'), released)"


def _joined(con: Any, rows: str, target: Path) -> tuple[tuple[str, ...], list[str]]:
    """Of an actor-based file without second actors: the other rows of an event are its side b.

    The second row gives the second actor with its own; those of further rows stand beside them.
    """
    there = {row[0] for row in con.execute(f"DESCRIBE SELECT * FROM {rows}").fetchall()}
    inter, assoc = (
        f"e.{c}" if c in there else "NULL" for c in ("native_inter1", "native_assoc_actor_1")
    )
    con.execute(f"CREATE OR REPLACE TEMP TABLE others AS {_others(rows, inter, assoc)}")
    beside = "CASE WHEN nth > 1 THEN one END"
    second = (
        "SELECT id, first(one ORDER BY nth) AS native_actor2, first(inter ORDER BY nth) AS "
        f"native_inter2, nullif(string_agg(concat_ws('; ', {beside}, assoc), '; ' ORDER BY nth) "
        "FILTER (nth > 1 OR assoc IS NOT NULL), '') AS native_assoc_actor_2 "
        "FROM others GROUP BY id"
    )
    write(
        con,
        f"SELECT e.*, s.* EXCLUDE (id) FROM (SELECT * FROM {rows} {_KEPT}) e "
        f"LEFT JOIN ({second}) s USING (id) ORDER BY e.row",
        target,
    )
    more = "SELECT row, 'id' AS \"column\", one AS value, id AS event FROM others WHERE nth > 1"
    return (_say_actor_based(con, rows),), [_shaped("more_than_two_actors", more)]


def _others(rows: str, inter: str, assoc: str) -> str:
    """The actors of an event's newest rows beside the first, each once, numbered from 1."""
    distinct = (
        "SELECT r.id, r.row, r.one, r.place FROM ranked r JOIN ranked k ON k.id = r.id AND "
        "k.place = 1 WHERE r.place > 1 AND r.revised IS NOT DISTINCT FROM k.revised AND "
        "r.one IS DISTINCT FROM k.one "
        "QUALIFY row_number() OVER (PARTITION BY r.id, r.one ORDER BY r.place) = 1"
    )
    return (
        f"SELECT o.id, o.row, o.one, {inter} AS inter, {assoc} AS assoc, "
        "row_number() OVER (PARTITION BY o.id ORDER BY o.place) AS nth "
        f"FROM ({distinct}) o JOIN {rows} e USING (row)"
    )


def _are_mirrored(con: Any, source: Source) -> bool:
    """True if most rows of a repeated id name the actors of another of its rows the other way."""
    if source.card.dataset != "acled":
        return False
    mirrored, same = con.execute(
        "SELECT count(*) FILTER (l.one IS NOT DISTINCT FROM r.two AND l.two IS NOT DISTINCT FROM "
        "r.one AND l.one IS DISTINCT FROM l.two), count(*) FROM ranked l JOIN ranked r "
        "ON l.id = r.id AND l.row < r.row"
    ).fetchone()
    return bool(2 * mirrored > same)


def _say_actor_based(con: Any, rows: str) -> str:
    there = con.execute(f"SELECT count(*) FROM {rows}").fetchone()[0]
    later = con.execute("SELECT count(*) FROM ranked WHERE place > 1").fetchone()[0]
    return (
        f"actor-based (monadic) file: {there} rows for {there - later} events; each event counts "
        "once"
    )


def _refuse_disagreement(con: Any, source: Source, rows: str) -> None:
    """Refuses rows of one id that were revised at the same time and differ in a figure."""
    figures = ", ".join(name(figure) for figure in _FIGURES)
    newest = (
        "SELECT row FROM ranked r JOIN (SELECT id, revised FROM ranked WHERE place = 1) k "
        "ON r.id = k.id AND r.revised IS NOT DISTINCT FROM k.revised"
    )
    found = con.execute(
        f"SELECT id, min(row), max(row) FROM (SELECT id, row, hash({figures}) AS said FROM {rows} "
        f"WHERE row IN ({newest})) GROUP BY id "
        "HAVING count(DISTINCT said) > 1 ORDER BY min(row) LIMIT 1"
    ).fetchone()
    if found:
        raise DamagedFile(
            "two rows have the same id and different figures: it cannot be told which one holds",
            file=source.plain.given,
            row=found[2],
            column=source.given_name(columns_of(source, "id")[0]),
            seen=f"{found[0].partition(':')[2]}, also in row {found[1]}",
            expected="every id once",
            remedy="keep the row of the newer release, and ingest releases as separate files",
        )


def _doubles(rows: str) -> str:
    return _shaped(
        "double_id",
        "SELECT r.row, 'id' AS \"column\", 'as row ' || k.row AS value, r.id AS event "
        "FROM ranked r JOIN ranked k ON k.id = r.id AND k.place = 1 WHERE r.place > 1",
    )


def _shaped(rule: str, query: str) -> str:
    return (
        f'SELECT row, "column", value, {text(rule)} AS rule, {text(RULES[rule])} AS message, '
        f"event FROM ({query})"
    )

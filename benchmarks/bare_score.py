"""The same cells as the scorecard's, by a bare Ibis script over the snapshot's files."""

import json
import sys

import ibis

events_file, sides_file, state, foreign, front = sys.argv[1:6]
con = ibis.duckdb.connect()
events = con.read_parquet(events_file)
sides = con.read_parquet(sides_file)
named = (
    sides.filter(sides.name.isin([state, foreign, front]), sides.role != "victims")
    .group_by("event")
    .aggregate(
        state=(sides.name == state).any(),
        foreign=(sides.name == foreign).any(),
        front=(sides.name == front).any(),
    )
)
rows = events.left_join(named, events.id == named.event)
rows = rows.filter(rows.provider_year.between(2016, 2023))
attack = rows.kind == "one_sided"
state_there, foreign_there = rows.state.fill_null(False), rows.foreign.fill_null(False)
measures = {
    "state_alone": attack & state_there & ~foreign_there,
    "joint": attack & state_there & foreign_there,
    "foreign": attack & ~state_there & foreign_there,
    "front": rows.front.fill_null(False),
    "everything": rows.id.notnull(),
}
sums = {}
for name, mine in measures.items():
    for end in ("low", "best", "high"):
        deaths = rows[f"deaths_{end}"]
        sums[f"{name}_{end}"] = deaths.sum(where=mine)
        sums[f"{name}_fatal_{end}"] = (mine & (deaths > 0)).sum()
    sums[f"{name}_n"] = mine.sum()
table = rows.group_by(year=rows.provider_year).aggregate(**sums).order_by("year")
print(json.dumps(con.to_pyarrow(table).to_pylist()))

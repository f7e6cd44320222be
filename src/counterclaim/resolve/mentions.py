"""Whether a record's text names the place of the other: a reason to hold them for one incident."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from counterclaim.resolve.candidates import Pairs
from counterclaim.resolve.distinct import distinct
from counterclaim.resolve.records import Engine, Records

Ints = NDArray[np.int64]
Levels = NDArray[np.int8]
Bools = NDArray[np.bool_]
MENTIONS = ("text names the other's place", "text names another place", "text says nothing")
SHORTEST = 4  # letters of a name that is looked for


def mention_levels(
    left: Records,
    right: Records,
    pairs: Pairs,
    asked: Bools,
    places: tuple[str, ...],
    engine: Engine,
) -> Levels:
    """Positions in MENTIONS for the pairs that are ``asked`` about (n,); the others say nothing.

    Texts are searched by the engine, so that they never pass through this process as strings.
    """
    level = np.full(len(pairs), 2, dtype=np.int8)
    which = np.flatnonzero(asked)
    if not which.size or not (
        left.notes.null_count < len(left) or right.notes.null_count < len(right)
    ):
        return level
    with TemporaryDirectory(prefix="counterclaim-") as folder:
        tables = [
            _written(engine, Path(folder), "pairs", _pair_columns(pairs, which)),
            _written(engine, Path(folder), "left", _texts(left, pairs.left[which], places)),
            _written(engine, Path(folder), "right", _texts(right, pairs.right[which], places)),
        ]
        found = engine.arrow(_search(*tables))
    at = np.asarray(found["k"].to_numpy(), dtype=np.int64)
    named = found["named"].to_numpy(zero_copy_only=False).astype(bool)
    level[at] = np.where(named, 0, 1)
    return level


def _pair_columns(pairs: Pairs, which: Ints) -> dict[str, Any]:
    return {"k": which, "i": pairs.left[which], "j": pairs.right[which]}


def _written(engine: Engine, folder: Path, name: str, columns: dict[str, Any]) -> Any:
    file = folder / f"{name}.parquet"
    pq.write_table(pa.table(columns), file)
    return engine.table(file, f"mentions_{name}_{folder.name.replace('-', '_')}")


def _texts(records: Records, used: Ints, places: tuple[str, ...]) -> dict[str, Any]:
    """The folded text of each used record, and the place that the other's text may name."""
    which = distinct(used)
    place = records.place[which]
    names = pa.array([name if len(name) >= SHORTEST else None for name in places] + [None])
    at = np.where(place < 0, len(places), place)
    return {
        "n": which,
        "text": folded_texts(records.notes.take(pa.array(which))),
        "place": names.take(pa.array(at)),
    }


def folded_texts(texts: Any) -> Any:
    """Lower case without accents and punctuation, blanks at both ends; null stays null."""
    plain = pc.replace_substring_regex(
        pc.utf8_normalize(texts.cast(pa.string()), form="NFKD"), r"\pM+", ""
    )
    words = pc.replace_substring_regex(pc.utf8_lower(plain), r"[^\pL\pN]+", " ")
    return pc.binary_join_element_wise("", words, "", " ")


def _search(pairs: Any, left: Any, right: Any) -> Any:
    import ibis

    one = left.rename(i="n", text_1="text", place_1="place")
    two = right.rename(j="n", text_2="text", place_2="place")
    joined = pairs.join(one, "i").join(two, "j")
    blank = ibis.literal(" ")
    there = joined.text_2.contains(blank + joined.place_1 + blank).fill_null(False)
    here = joined.text_1.contains(blank + joined.place_2 + blank).fill_null(False)
    comparable = (joined.text_2.notnull() & joined.place_1.notnull()) | (
        joined.text_1.notnull() & joined.place_2.notnull()
    )
    return joined.filter(comparable).select("k", named=there | here)

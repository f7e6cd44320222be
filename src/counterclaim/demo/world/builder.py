"""Building a world: blocks are drawn on a few threads and written to files in their order."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO

import pyarrow as pa
import pyarrow.csv as csv
import pyarrow.parquet as pq

from counterclaim.demo.world import acled_layout, survey_layout, ucdp_layout
from counterclaim.demo.world.account import write_account
from counterclaim.demo.world.blocks import BLOCK, Block, play
from counterclaim.demo.world.noise import Noise
from counterclaim.demo.world.scene import Scene, set_scene
from counterclaim.demo.world.story import Story
from counterclaim.demo.world.tally import Tally
from counterclaim.demo.world.truth import CLASSES
from counterclaim.errors import CounterclaimError

FILES = {
    "ucdp": ("ucdp_ged.csv", ucdp_layout.COLUMNS),
    "ucdp_next": ("ucdp_ged_next_release.csv", ucdp_layout.COLUMNS),
    "ucdp_web": ("ucdp_web_export.csv", ucdp_layout.WEB_COLUMNS),
    "acled": ("acled.csv", acled_layout.COLUMNS),
    "acled_monadic": ("acled_monadic.csv", acled_layout.COLUMNS),
    "acled_monadic_api": ("acled_monadic_api.csv", acled_layout.API_COLUMNS),
    "survey": ("survey.csv", survey_layout.COLUMNS),
}
LAYOUTS = tuple(FILES)
THREADS = 2
LARGE, LARGEST = 200_000, 2_000_000


@dataclass
class World:
    """A built world: where it is, what it was made from, and its files and rows by layout."""

    directory: Path
    events: int
    seed: int
    noise: Noise
    layouts: tuple[str, ...]
    story: Story
    files: dict[str, Path] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    true: Tally = field(default_factory=lambda: Tally(CLASSES))
    covered: dict[str, Tally] = field(default_factory=dict)
    records: dict[str, Tally] = field(default_factory=dict)


def usual_layouts(events: int) -> tuple[str, ...]:
    """Every layout for a small world; UCDP's and ACLED's for a large one; UCDP's beyond."""
    if events <= LARGE:
        return LAYOUTS
    return ("ucdp", "acled") if events <= LARGEST else ("ucdp",)


def build(
    directory: Path,
    events: int,
    seed: int = 1,
    noise: Noise | None = None,
    layouts: Sequence[str] | None = None,
) -> World:
    """Write an invented world of ``events`` true events to ``directory``, the same each time.

    ``noise`` is ``Noise()`` unless given, ``layouts`` some of LAYOUTS (by default those of
    :func:`usual_layouts`). Files of an earlier world in the directory are replaced. Raises
    :class:`CounterclaimError` for fewer than 1 event or a layout that is not known.
    """
    if seed < 0:
        raise CounterclaimError("A seed is not below zero.", seen=seed, expected="0 or more")
    chosen = _known(tuple(layouts) if layouts is not None else usual_layouts(events), events)
    scene = set_scene(events, seed, noise or Noise(), chosen)
    directory.mkdir(parents=True, exist_ok=True)
    world = World(directory, events, seed, scene.noise, chosen, scene.story)
    with _Files(world) as files:
        for block in _blocks(scene):
            files.write(block)
    write_account(world, scene)
    return world


def _known(layouts: tuple[str, ...], events: int) -> tuple[str, ...]:
    if events < 1:
        raise CounterclaimError("A world needs events.", seen=events, expected="at least 1")
    for name in layouts:
        if name not in FILES:
            raise CounterclaimError(
                "There is no such layout.", seen=name, expected=", ".join(LAYOUTS)
            )
    return layouts


def _blocks(scene: Scene) -> Iterator[_Written]:
    """Blocks in order, drawn ahead by as many as there are threads."""
    numbers = iter(range(-(-scene.events // BLOCK)))
    with ThreadPoolExecutor(THREADS) as pool:
        waiting: deque[Future[_Written]] = deque()
        for number in numbers:
            waiting.append(pool.submit(_write, scene, number))
            if len(waiting) > THREADS:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


@dataclass
class _Written:
    """A block whose rows are CSV bytes already."""

    block: Block
    text: dict[str, pa.Buffer]
    rows: dict[str, int]


def _write(scene: Scene, number: int) -> _Written:
    block = play(scene, number)
    rows = {name: table.num_rows for name, table in block.tables.items()}
    text = {name: _csv(name, table) for name, table in block.tables.items()}
    block.tables.clear()
    return _Written(block, text, rows)


def _csv(layout: str, table: pa.Table) -> pa.Buffer:
    if layout == "ucdp_web":  # the web export ends each row, but not the header, with a comma
        table = table.append_column("", pa.nulls(table.num_rows, pa.string()))
    sink = pa.BufferOutputStream()
    csv.write_csv(table, sink, csv.WriteOptions(include_header=False))
    return sink.getvalue()


class _Files:
    """The open files of a world; blocks are appended to them."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.csvs: dict[str, IO[bytes]] = {}
        self.tables: dict[str, pq.ParquetWriter] = {}

    def __enter__(self) -> _Files:
        for name in dict.fromkeys(self.world.layouts):
            path = self.world.files[name] = self.world.directory / FILES[name][0]
            self.csvs[name] = path.open("wb")
            self.csvs[name].write((",".join(FILES[name][1]) + "\n").encode())
            self.world.rows[name] = 0
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        for file in (*self.csvs.values(), *self.tables.values()):
            file.close()

    def write(self, written: _Written) -> None:
        """Append a block's rows, and add its tallies to the world's."""
        for name, text in written.text.items():
            self.csvs[name].write(text)
            self.world.rows[name] += written.rows[name]
        block = written.block
        self._append("truth_events", block.events)
        self._append("truth_links", block.links)
        self._append("truth_revisions", block.revisions)
        self.world.true.join(block.true)
        for mine, theirs in (
            (self.world.covered, block.covered),
            (self.world.records, block.records),
        ):
            for name, tally in theirs.items():
                mine[name].join(tally) if name in mine else mine.update({name: tally})

    def _append(self, name: str, tables: list[pa.Table]) -> None:
        for table in tables:
            if name not in self.tables:
                path = self.world.files[name] = self.world.directory / f"{name}.parquet"
                self.tables[name] = pq.ParquetWriter(path, table.schema, compression="zstd")
            self.tables[name].write_table(table)

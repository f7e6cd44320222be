"""Judgements, the one truth about what belongs together: signed, superseded, never erased."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from counterclaim.errors import TableError
from counterclaim.model.claim import Judgement
from counterclaim.resolve.contents import content_hash, content_hashes
from counterclaim.resolve.sheets import read_rows, write_rows

if TYPE_CHECKING:
    from counterclaim.case import Case
    from counterclaim.resolve.records import Engine

SAME, PART, ACTOR, CLAIM = "same_incident", "part_of", "same_actor", "claim_incident"
COLUMNS = tuple(Judgement.model_fields)
TO_FILL = ("verdict", "reason", "by", "on")
VERDICTS = ("yes", "no", "unsure", "part_of")


@dataclass(frozen=True)
class Conflict:
    """Judgements that cannot all hold: ``chain`` says yes from end to end, ``against`` says no."""

    chain: tuple[Judgement, ...]
    against: Judgement

    def __str__(self) -> str:
        steps = ", ".join(f"{j.left} = {j.right} ({j.by or 'unsigned'})" for j in self.chain)
        no = self.against
        return f"{steps}; but {no.left} is not {no.right} ({no.by or 'unsigned'})"


@dataclass(frozen=True)
class Decisions:
    """The judgements in force about pairs: what a later one supersedes is out of force.

    ``verdicts`` maps a pair (in alphabetical order) to its judgement; of two that are in force the
    later holds.
    """

    verdicts: Mapping[tuple[str, str], Judgement]

    @classmethod
    def of(cls, judgements: Iterable[Judgement], kinds: Sequence[str] = (SAME, PART)) -> Decisions:
        """The decisions on pairs of ``kinds``."""
        found: dict[tuple[str, str], Judgement] = {}
        for judgement in sorted(in_force(judgements), key=lambda j: (j.on, j.id)):
            if judgement.kind in kinds:
                found[pair(judgement.left, judgement.right)] = judgement
        return cls(found)

    def verdict(self, left: str, right: str) -> str:
        """yes, no, unsure, part_of, or nothing where nobody has judged."""
        found = self.verdicts.get(pair(left, right))
        if found is None:
            return ""
        return "part_of" if found.kind == PART and found.verdict == "yes" else found.verdict

    def pairs(self, *verdicts: str) -> tuple[tuple[str, str], ...]:
        """The pairs that were given one of ``verdicts``, sorted."""
        return tuple(sorted(key for key in self.verdicts if self.verdict(*key) in verdicts))


def pair(left: str, right: str) -> tuple[str, str]:
    """The two in alphabetical order: sameness has no direction."""
    return (left, right) if left <= right else (right, left)


def in_force(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """Those that no other supersedes, in the order given."""
    listed = tuple(judgements)
    superseded = {j.supersedes for j in listed if j.supersedes}
    return tuple(j for j in listed if j.id not in superseded)


def judge(case: Case, judgement: Judgement) -> Judgement:
    """Add one judgement to ``case``; it supersedes what was in force on the same pair."""
    return _added(case, [judgement])[0]


def import_(case: Case, file: str | Path) -> tuple[Judgement, ...]:
    """Signed judgements from a CSV or XLSX into ``case``; those that were new, as written.

    Columns ``left``, ``right``, ``verdict`` and ``by`` are needed; ``kind``, ``reason`` and ``on``
    (today) may be missing; other columns of a list of links are let pass, and rows without a
    verdict are proposals that nobody has judged. A row that is listed as ``has_part`` is taken the
    other way round, since in a judgement the left is part of the right. Raises
    :class:`TableError` with file, row and column; then nothing is written.
    """
    path = Path(file)
    judged = [_read(row, at, path) for at, row in read_rows(path) if row.get("verdict", "").strip()]
    return _added(case, judged)


def import_summary(case: Case, file: str | Path) -> str:
    """Import judgements, and what to tell the user: how many were new, which name records that the
    data does not hold, and which contradict.
    """
    new = import_(case, file)
    lines = [f"{len(new)} new judgement{'' if len(new) == 1 else 's'}"]
    lines += [f"not in the data, kept all the same: {id}" for id in _unheld(case, new)]
    lines += [f"cannot all hold: {conflict}" for conflict in conflicts(case.table("judgements"))]
    return "\n".join(lines)


def _unheld(case: Case, judged: Iterable[Judgement]) -> list[str]:
    """Ends of judgements on records that are neither events nor incidents of the case."""
    ends = {end for j in judged if j.kind in {SAME, PART} for end in (j.left, j.right)}
    known = set(content_hashes(case, ends)) | {incident.id for incident in case.table("incidents")}
    return sorted(ends - known)


def reopened(case: Case, engine: Engine | None = None) -> tuple[Judgement, ...]:
    """Judgements in force whose records have changed since: they hold, and want a second look."""
    judged = [j for j in in_force(case.table("judgements")) if j.content_hash]
    hashes = content_hashes(case, [end for j in judged for end in (j.left, j.right)], engine)
    return tuple(j for j in judged if content_hash(j, hashes) != j.content_hash)


def export(case: Case, file: str | Path) -> Path:
    """Every judgement of ``case``, superseded ones too, as CSV or XLSX by the file's ending."""
    rows = [judgement.cells() for judgement in case.table("judgements")]
    return write_rows(Path(file), COLUMNS, rows)


def conflicts(judgements: Iterable[Judgement]) -> tuple[Conflict, ...]:
    """Chains of yes whose ends were judged not the same, shortest chain each, sorted."""
    decided = Decisions.of(judgements, (SAME,))
    neighbours: dict[str, list[tuple[str, Judgement]]] = {}
    for left, right in decided.pairs("yes"):
        held = decided.verdicts[left, right]
        neighbours.setdefault(left, []).append((right, held))
        neighbours.setdefault(right, []).append((left, held))
    found = []
    for left, right in decided.pairs("no"):
        chain = _chain(left, right, neighbours)
        if chain:
            found.append(Conflict(chain, decided.verdicts[left, right]))
    return tuple(found)


def _chain(
    start: str, end: str, neighbours: Mapping[str, Sequence[tuple[str, Judgement]]]
) -> tuple[Judgement, ...]:
    """The shortest way from start to end, or nothing."""
    ways: dict[str, tuple[Judgement, ...]] = {start: ()}
    queue = [start]
    for at in queue:
        for beyond, held in neighbours.get(at, ()):
            if beyond not in ways:
                ways[beyond] = (*ways[at], held)
                queue.append(beyond)
    return ways.get(end, ())


def _added(case: Case, judged: Sequence[Judgement]) -> tuple[Judgement, ...]:
    """Write those that say something new, each with the state of what was judged."""
    there = list(case.table("judgements"))
    held = {(j.kind, *pair(j.left, j.right)): j for j in in_force(there)}
    hashes = content_hashes(case, [end for j in judged for end in (j.left, j.right)])
    new = []
    for judgement in judged:
        key = (judgement.kind, *pair(judgement.left, judgement.right))
        before = held.get(key)
        if before is not None and _says_the_same(before, judgement):
            continue
        written = judgement.model_copy(
            update={
                "id": judgement.id or f"j-{secrets.token_hex(5)}",
                "on": judgement.on or date.today().isoformat(),
                "content_hash": judgement.content_hash or content_hash(judgement, hashes),
                "supersedes": before.id if before else judgement.supersedes,
            }
        )
        held[key] = written
        new.append(written)
    if new:
        case.write("judgements", (*there, *new))
    return tuple(new)


def _says_the_same(one: Judgement, two: Judgement) -> bool:
    fields = ("left", "right", "verdict", "reason", "by")
    return all(getattr(one, name) == getattr(two, name) for name in fields)


def _read(row: Mapping[str, str], at: int, file: Path) -> Judgement:
    cells = {name: value.strip() for name, value in row.items() if name in COLUMNS}
    for needed in ("left", "right", "verdict", "by"):
        if not cells.get(needed):
            raise TableError(
                "a judgement is not complete",
                file=file,
                row=at,
                column=needed,
                seen=cells.get(needed, ""),
                expected="who judged" if needed == "by" else f"a value for {needed}",
                remedy="a judgement is signed: fill in left, right, verdict and by",
            )
    cells = {"id": "", "kind": SAME, "on": "", **{k: v for k, v in cells.items() if v}}
    cells["verdict"] = cells["verdict"].lower().replace(" ", "_")
    if row.get("relation", "").strip() == "has_part" and PART in {cells["kind"], cells["verdict"]}:
        cells["left"], cells["right"] = cells["right"], cells["left"]
    cells["id"] = cells["supersedes"] = ""  # given here, so that a file cannot rewrite history
    try:
        return Judgement.model_validate(cells)
    except ValidationError as error:
        wrong = error.errors()[0]
        column = str(wrong["loc"][0])
        raise TableError(
            "a judgement cannot be read",
            file=file,
            row=at,
            column=column,
            seen=cells.get(column, ""),
            expected=", ".join(VERDICTS) if column == "verdict" else wrong["msg"],
        ) from None

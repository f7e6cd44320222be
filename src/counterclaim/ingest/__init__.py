"""Files in, events and participants out, with every issue counted: :func:`ingest`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from counterclaim.ingest.receipt import Receipt, Recognition, RuleCount

if TYPE_CHECKING:
    from counterclaim.case import Case

Progress = Callable[[str], object]


def ingest(
    case: Case,
    files: Sequence[str | Path],
    dataset: str | None = None,
    *,
    version: str | None = None,
    released: str | None = None,
    retrieved: str | None = None,
    filters: str = "",
    coverage: Mapping[str, Any] | None = None,
    progress: Progress | None = None,
) -> tuple[Receipt, ...]:
    """Take ``files`` into ``case`` as snapshots: all of them, or none if one cannot be read.

    ``dataset`` is a dataset or a mapping of ``case.yaml``; by default it is recognised from the
    columns. ``version``, ``released``, ``retrieved`` (dates), ``filters`` (words) and ``coverage``
    (``window``, ``places``, ``kinds``, ``actors``) go before what the file says of itself. The same
    file again changes nothing. Raises :class:`~counterclaim.errors.UnknownFormat` or
    :class:`~counterclaim.errors.DamagedFile` with file, row, column and value.
    """
    from counterclaim.ingest.intake import Stated, take_in

    stated = Stated(version or "", released or "", retrieved or "", filters, dict(coverage or {}))
    return take_in(case, [Path(file) for file in files], dataset, stated, progress)


def recognise(file: str | Path, dataset: str | None = None) -> Recognition:
    """What ``file`` is, without a case: dataset, layout, version, and columns unlike the layout.

    Raises :class:`~counterclaim.errors.UnknownFormat` with what was seen and would be accepted.
    """
    from counterclaim.ingest.intake import look_at

    return look_at(Path(file), dataset)


__all__ = ["Progress", "Receipt", "Recognition", "RuleCount", "ingest", "recognise"]

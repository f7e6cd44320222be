"""From ``case.yaml`` to declarations: a slip is an error with line and column.

Every assessment of the case is read before any is validated, so that a slip in the last one is
found before the first one has run.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from counterclaim.assess.assessment import Assessment
from counterclaim.assess.declared import Declared, Series
from counterclaim.assess.desk import Desk
from counterclaim.assess.registry import NAMES, kind
from counterclaim.case import Case
from counterclaim.case.folder import DEFINITIONS
from counterclaim.case.tables import did_you_mean
from counterclaim.case.yaml_file import load, place_of, read_text
from counterclaim.errors import DefinitionError, NotFound

SECTION = "assessments"
Path = tuple[Any, ...]


def declared(desk: Desk, names: Iterable[str] | None = None) -> tuple[Assessment[Any], ...]:
    """The assessments that the case declares (or those of ``names``), in the file's order.

    Raises ``DefinitionError`` with line and column for a slip in any of them, ``NotFound`` for a
    name that is not declared.
    """
    entries = desk.case.definitions.assessments
    chosen = list(entries) if names is None else list(names)
    for name in chosen:
        if name not in entries:
            raise NotFound(
                f"no assessment of this name{did_you_mean(name, entries)}",
                file=desk.case.path / DEFINITIONS,
                seen=name,
                expected=", ".join(entries) or "an entry of assessments in case.yaml",
            )
    found = {name: _assessment(desk, name, entry) for name, entry in entries.items()}
    return tuple(found[name] for name in entries if name in chosen)


def _assessment(desk: Desk, name: str, entry: Mapping[str, Any]) -> Assessment[Any]:
    said = entry.get("kind")
    if said not in NAMES:
        text = "no kind of assessment" if said else "an assessment without its kind"
        near = did_you_mean(str(said), NAMES) if said else ""
        raise _slip(desk.case, (name, "kind"), text + near, said, ", ".join(NAMES))
    assessed = kind(str(said))
    try:
        declaration = assessed.declaration.model_validate({"id": name, **entry})
    except ValidationError as error:
        raise _fault(desk.case, name, assessed.declaration, error) from None
    _check_measures(desk, name, declaration)
    return assessed(declaration, desk)


def _check_measures(desk: Desk, name: str, declaration: Declared) -> None:
    known = desk.case.definitions.measures
    for series in declaration.read():
        if series.measure and series.measure not in known:
            text = f"names a measure that is not there{did_you_mean(series.measure, known)}"
            raise _slip(desk.case, (name, "series"), text, series.measure, ", ".join(known))


def _fault(case: Case, name: str, model: type[Declared], error: ValidationError) -> DefinitionError:
    """The first fault as a line of the file, with the nearest key where one is unknown."""
    fault = error.errors()[0]
    path = (name, *(step for step in fault["loc"]))
    if fault["type"] == "extra_forbidden":
        known = _keys(model, fault["loc"][:-1])
        near = did_you_mean(str(path[-1]), known)
        return _slip(case, path, f"unknown key {path[-1]}{near}", path[-1], ", ".join(known))
    if fault["type"] == "missing" and isinstance(path[-1], int):
        few = f"{path[-2]} needs {path[-1] + 1} entries"
        return _slip(case, path[:-1], few, fault["input"], None)
    if fault["type"] == "missing":
        return _slip(case, path, f"{path[-1]} is missing", None, ", ".join(_keys(model, ())))
    cause = fault.get("ctx", {}).get("error")
    text = getattr(cause, "message", "") or str(fault["msg"])
    expected = getattr(cause, "expected", None) or fault.get("ctx", {}).get("expected")
    return _slip(case, path, text, fault["input"], expected)


def _keys(model: type[BaseModel], path: Path) -> tuple[str, ...]:
    """The keys that may stand at ``path`` of a declaration."""
    nested = Series if path else model
    return tuple(key for key in nested.model_fields if key != "id")


def _slip(case: Case, path: Path, text: str, seen: object, expected: str | None) -> DefinitionError:
    file = case.path / DEFINITIONS
    line, column = place_of(load(read_text(file), file), (SECTION, *path))
    return DefinitionError(
        f"{SECTION}.{path[0]}: {text}",
        file=file,
        row=line,
        column=column,
        seen=seen,
        expected=expected,
    )

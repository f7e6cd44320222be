"""``case.yaml`` becomes Definitions, or an error that names line, column and the nearest key."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from counterclaim.case.agreement import check_names
from counterclaim.case.definitions import Definitions
from counterclaim.case.tables import did_you_mean
from counterclaim.case.yaml_file import load, place_of, plain, read_text
from counterclaim.errors import DefinitionError

_WANTED = {
    "dict": "keys with values below them, such as {key: value}",
    "model": "keys with values below them, such as {key: value}",
    "tuple": "a list, such as [one, two]",
    "string": 'a text; a number or a date that is meant as text in quotation marks: "2022"',
    "bool": "true or false",
    "int": "a whole number",
    "float": "a number",
    "too_short": "at least one entry",
}


def read_definitions(file: Path, actors: Iterable[str] = ()) -> Definitions:
    """The definitions of ``file``; raises ``DefinitionError`` with line and column.

    ``actors`` are the ids of ``actors.csv`` that measures and groups may name.
    """
    return parse_definitions(read_text(file), file, actors)


def parse_definitions(text: str, file: Path, actors: Iterable[str] = ()) -> Definitions:
    """The definitions that ``text`` spells; ``file`` is named in errors."""
    tree = load(text, file)
    try:
        definitions = Definitions.model_validate(plain(tree))
    except ValidationError as error:
        faults = [(*place_of(tree, fault["loc"]), fault) for fault in error.errors()]
        line, column, fault = min(faults, key=lambda f: (f[0], f[2]["type"] == "missing", f[1]))
        raise _definition_error(fault, file, line, column) from None
    check_names(tree, definitions, actors, file)
    return definitions


def _definition_error(fault: Any, file: Path, line: int, column: int) -> DefinitionError:
    message, seen, expected = _told(fault, tuple(fault["loc"]))
    return DefinitionError(
        message, file=file, row=line, column=column, seen=seen, expected=expected
    )


def _told(fault: Any, path: tuple[Any, ...]) -> tuple[str, object, str | None]:
    """What is wrong, what was seen and what was expected."""
    where = ".".join(str(step) for step in path if step != "[key]")
    context = fault.get("ctx", {})
    if fault["type"] == "extra_forbidden":
        known = _keys(_model_at(path[:-1]))
        near = did_you_mean(str(path[-1]), known)
        return f"unknown key {where}{near}", path[-1], ", ".join(known)
    if fault["type"] == "missing":
        return f"{where} is missing", None, None
    cause = context.get("error")
    if cause is not None:
        expected = getattr(cause, "expected", None)
        return f"{where}: {getattr(cause, 'message', cause)}", fault["input"], expected
    wanted = next((_WANTED[kind] for kind in _WANTED if fault["type"].startswith(kind)), None)
    if wanted is not None:
        return f"{where} is not of the form that is read here", fault["input"], wanted
    return f"{where}: {fault['msg']}", fault["input"], context.get("expected")


def _keys(model: type[BaseModel] | None) -> tuple[str, ...]:
    if model is None:
        return ()
    return tuple(field.alias or name for name, field in model.model_fields.items() if name != "id")


def _model_at(path: Iterable[Any]) -> type[BaseModel] | None:
    """The record whose keys stand at ``path`` of the definitions."""
    model: type[BaseModel] | None = Definitions
    for step in path:
        if model is None:
            return None
        fields = {field.alias or name: field for name, field in model.model_fields.items()}
        model = _model_in(fields[step].annotation) if step in fields else model
    return model


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = (_model_in(part) for part in get_args(annotation))
    return next((model for model in inner if model is not None), None)

"""``case.yaml`` on disk: read with the place of every key, changed without losing comments."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from counterclaim.case.definitions import Definitions
from counterclaim.case.tables import did_you_mean
from counterclaim.errors import DefinitionError

Path_ = tuple[Any, ...]


def read_definitions(file: Path) -> Definitions:
    """The definitions of ``file``; raises ``DefinitionError`` with line and column."""
    return parse_definitions(file.read_text(encoding="utf-8-sig"), file)


def parse_definitions(text: str, file: Path) -> Definitions:
    """The definitions that ``text`` spells."""
    return validated(load(text, file), file)


def load(text: str, file: Path) -> CommentedMap:
    """The YAML tree with comments and places; an empty text is an empty map."""
    try:
        tree = _yaml().load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark
        raise DefinitionError(
            f"not well-formed YAML: {error.problem or error.context}",
            file=file,
            row=mark.line + 1 if mark else None,
            column=mark.column + 1 if mark else None,
            remedy="look at indentation, colons and quotation marks at and above this line",
        ) from None
    except YAMLError as error:
        raise DefinitionError(f"not well-formed YAML: {error}", file=file) from None
    if tree is None:
        return CommentedMap()
    if not isinstance(tree, CommentedMap):
        raise DefinitionError(
            "the file holds no keys", file=file, row=1, expected=", ".join(_keys(Definitions))
        )
    return tree


def dump(tree: CommentedMap) -> str:
    """The tree as text, comments included."""
    text = io.StringIO()
    _yaml().dump(tree, text)
    return text.getvalue()


def validated(tree: CommentedMap, file: Path) -> Definitions:
    """The tree as definitions; raises ``DefinitionError`` for the first fault in file order."""
    try:
        return Definitions.model_validate(_plain(tree))
    except ValidationError as error:
        faults = [(place_of(tree, fault["loc"]), fault) for fault in error.errors()]
        (line, column), fault = min(faults, key=lambda found: found[0])
        raise _definition_error(fault, file, line, column) from None


def place_of(tree: Any, path: Iterable[Any]) -> tuple[int, int]:
    """Line and column, from 1, of the deepest part of ``path`` that the file spells out."""
    line, column, node = 1, 1, tree
    for step in path:
        marks = getattr(getattr(node, "lc", None), "data", None) or {}
        if step in marks:
            line, column = marks[step][0] + 1, marks[step][1] + 1
        try:
            node = node[step]
        except (KeyError, IndexError, TypeError):
            break
    return line, column


def _definition_error(fault: Any, file: Path, line: int, column: int) -> DefinitionError:
    path = tuple(fault["loc"])
    where = ".".join(str(step) for step in path)
    cause = fault.get("ctx", {}).get("error")
    message, expected = f"{where}: {fault['msg']}", fault.get("ctx", {}).get("expected")
    seen = fault["input"]
    if fault["type"] == "extra_forbidden":
        known = _keys(_model_at(Definitions, path[:-1]))
        message, seen = f"unknown key {where}{did_you_mean(str(path[-1]), known)}", path[-1]
        expected = ", ".join(known)
    elif fault["type"] == "missing":
        message, seen = f"{where} is missing", None
    elif cause is not None:
        message = f"{where}: {getattr(cause, 'message', cause)}"
        expected = getattr(cause, "expected", None)
    return DefinitionError(
        message, file=file, row=line, column=column, seen=seen, expected=expected
    )


def _keys(model: type[BaseModel] | None) -> tuple[str, ...]:
    if model is None:
        return ()
    return tuple(field.alias or name for name, field in model.model_fields.items() if name != "id")


def _model_at(model: type[BaseModel] | None, path: Path_) -> type[BaseModel] | None:
    """The record that stands at ``path`` below ``model``."""
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


def _plain(node: Any) -> Any:
    if isinstance(node, Mapping):
        return {key: _plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_plain(value) for value in node]
    return node


def _yaml() -> YAML:
    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    yaml.width = 100
    yaml.allow_unicode = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml

"""``case.yaml`` as a tree: the place of every key, and changes that keep comments."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from counterclaim.errors import DefinitionError

_DATE = re.compile(r"(?<![\w-])(\d{4})-(\d\d?)-(\d\d?)(?![\w-])")


def read_text(file: Path) -> str:
    """The text of the file; raises ``DefinitionError`` if it is not UTF-8."""
    try:
        return file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DefinitionError(
            "not a text in UTF-8",
            file=file,
            row=error.object.count(b"\n", 0, error.start) + 1,
            seen=error.object[error.start : error.end],
            remedy="save it as UTF-8 in your text editor",
        ) from None


def load(text: str, file: Path) -> CommentedMap:
    """The YAML tree with comments and places; an empty text is an empty map."""
    try:
        tree = _yaml().load(text)
    except MarkedYAMLError as error:
        raise _ill_formed(error, file) from None
    except YAMLError as error:
        raise DefinitionError(
            "not well-formed YAML",
            file=file,
            seen=" ".join(str(error).split()),
            remedy="save it as plain text in a text editor",
        ) from None
    except ValueError as error:  # of a date that the calendar does not have
        raise _no_date(error, text, file) from None
    if tree is None:
        return CommentedMap()
    if not isinstance(tree, CommentedMap):
        raise DefinitionError("the file holds no keys", file=file, row=1, expected="title: ...")
    return tree


def dump(tree: CommentedMap) -> str:
    """The tree as text, comments included."""
    text = io.StringIO()
    _yaml().dump(tree, text)
    return text.getvalue()


def with_entry(tree: CommentedMap, section: str, name: str, value: Mapping[str, Any] | None) -> str:
    """The text after one entry of a section was set, or removed if ``value`` is ``None``."""
    entries = tree.get(section)
    if not isinstance(entries, CommentedMap):
        entries = CommentedMap(entries or {})
        tree[section] = entries
    if value is None:
        entries.pop(name, None)
    else:
        entries[name] = dict(value)
    return dump(tree)


def plain(node: Any) -> Any:
    """The tree as plain maps and lists."""
    if isinstance(node, Mapping):
        return {key: plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [plain(value) for value in node]
    return node


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


def _ill_formed(error: MarkedYAMLError, file: Path) -> DefinitionError:
    mark = error.problem_mark
    problem, twice, _ = str(error.problem or error.context).splitlines()[0].partition(" with value")
    return DefinitionError(
        f"not well-formed YAML: {problem}",
        file=file,
        row=mark.line + 1 if mark else None,
        column=mark.column + 1 if mark else None,
        remedy="rename or remove one of the two"
        if twice
        else "look at indentation, colons and quotation marks at and above this line",
    )


def _no_date(error: ValueError, text: str, file: Path) -> DefinitionError:
    """The first date of the text that is none, with its place."""
    for row, line in enumerate(text.splitlines(), start=1):
        for found in _DATE.finditer(line):
            try:
                date(*map(int, found.groups()))
            except ValueError:
                return DefinitionError(
                    "no such date",
                    file=file,
                    row=row,
                    column=found.start() + 1,
                    seen=found.group(),
                    expected="a day of the calendar, as 2022-06-01",
                )
    return DefinitionError(f"a value cannot be read: {error}", file=file)


def _yaml() -> YAML:
    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    yaml.width = 10_000  # lines stay as they were broken
    yaml.allow_unicode = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml

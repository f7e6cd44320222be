"""Commands and models as the reference prints them: arguments, what they take, defaults."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

BELOW = "keys listed below"
NAMED = {
    "Path": "a path",
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "Period": "a period",
    "Quantity": "two numbers, low and high",
    "date": "a date",
    "Any": "anything",
}


@dataclass(frozen=True)
class Argument:
    """An argument of a command as a user spells it."""

    spelled: str
    accepts: str
    default: str
    meaning: str
    is_option: bool


@dataclass(frozen=True)
class Command:
    """A command: what it does and its arguments."""

    name: str
    usage: str
    summary: str
    more: str
    arguments: tuple[Argument, ...]


def command(name: str, target: str) -> Command:
    """The command behind ``module:function``, from its signature and docstring."""
    module, _, function = target.partition(":")
    found = getattr(import_module(module), function)
    prose, said = _docstring(inspect.getdoc(found) or "")
    hints = get_type_hints(found, include_extras=True)
    arguments = tuple(
        _argument(parameter, hints[parameter.name], said)
        for parameter in inspect.signature(found).parameters.values()
    )
    summary, _, more = prose.partition("\n\n")
    return Command(name, _usage(name, arguments), _flat(summary), _flat(more), arguments)


def _argument(parameter: inspect.Parameter, hint: Any, said: Mapping[str, str]) -> Argument:
    is_option = parameter.kind is inspect.Parameter.KEYWORD_ONLY
    named = [name for part in _metadata(hint) for name in _names(part)]
    plain = f"--{parameter.name.replace('_', '-')}"
    option = ", ".join([plain, *named]) if hint_of(hint) is bool else (named or [plain])[0]
    spelled = option if is_option or named else parameter.name.upper()
    if parameter.kind is inspect.Parameter.VAR_POSITIONAL:
        spelled += "..."
    return Argument(
        spelled,
        shown(hint),
        _default(parameter),
        said.get(parameter.name, ""),
        is_option or bool(named),
    )


def _metadata(hint: Any) -> tuple[Any, ...]:
    return tuple(getattr(hint, "__metadata__", ()))


def _names(part: Any) -> tuple[str, ...]:
    """The names that a parameter is given, or those that turn a switch off."""
    name = getattr(part, "name", None) or getattr(part, "negative", None) or ()
    return (name,) if isinstance(name, str) else tuple(name)


def hint_of(hint: Any) -> Any:
    """A type without what is written beside it."""
    return get_args(hint)[0] if get_origin(hint) is Annotated else hint


def _default(parameter: inspect.Parameter) -> str:
    if parameter.default is inspect.Parameter.empty:
        return "" if parameter.kind is inspect.Parameter.VAR_POSITIONAL else "required"
    if parameter.default in (None, "", False, ()):
        return ""
    return f"`{parameter.default}`"


def _usage(name: str, arguments: tuple[Argument, ...]) -> str:
    positional = [
        a.spelled if a.default == "required" or a.spelled.endswith("...") else f"[{a.spelled}]"
        for a in arguments
        if not a.is_option
    ]
    options = [
        f"{a.spelled} ..." if a.default == "required" else "" for a in arguments if a.is_option
    ]
    rest = ["[OPTIONS]"] if any(a.is_option for a in arguments) else []
    return " ".join([name, *positional, *filter(None, options), *rest])


def _docstring(text: str) -> tuple[str, dict[str, str]]:
    """The prose of a docstring, and what it says of each parameter."""
    prose, _, listed = text.partition("\n\nParameters\n----------\n")
    return prose, dict(_entries(listed))


def _entries(listed: str) -> Iterator[tuple[str, str]]:
    for found in re.finditer(r"^(\w+)\n((?:[ \t]+.*\n?)+)", listed, re.M):
        yield found[1], _flat(found[2])


def _flat(text: str) -> str:
    return " ".join(text.replace("``", "`").split())


def shown_type(field: Any) -> str:
    """What a field of a model takes."""
    return shown(field.annotation)


def shown(hint: Any) -> str:
    """A type in words; the words themselves where only some are taken."""
    if hint is NoneType or hint is None:
        return ""
    origin, inside = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return shown(inside[0])
    if origin is Literal:
        return ", ".join(f"`{word}`" for word in inside if word != "")
    if origin in (Union, UnionType):
        return " or ".join(dict.fromkeys(filter(None, map(shown, inside))))
    if origin in (tuple, list):
        return f"a list: {shown(inside[0])}"
    if origin is dict:
        return f"by name, {shown(inside[1])}"
    name = getattr(hint, "__name__", str(hint))
    return NAMED.get(name, BELOW)

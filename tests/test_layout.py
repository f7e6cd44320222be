"""The rooms of the package and the direction in which they may import each other."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "counterclaim"
RANKS: dict[str, int] = {
    room: rank
    for rank, rooms in enumerate(
        (
            ("errors",),
            ("model",),
            ("case",),
            ("ingest",),
            ("resolve",),
            ("count",),
            ("ledger",),
            ("assess", "draft"),
            ("check",),
            ("report",),
            ("demo",),
            ("serve",),
            ("cli",),
        )
    )
    for room in rooms
}
MODULES = sorted(PACKAGE.rglob("*.py"))
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "tools", "shared"}
MOST_LINES = 500
MOST_FUNCTION_LINES = 60
USUAL_FUNCTION_LINES = 8


def room_of(module: str) -> str:
    """The room of a dotted name inside the package, empty for the package itself."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 and parts[1] in RANKS else ""


def dotted(file: Path) -> str:
    """The module's full name."""
    parts = file.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(file: Path) -> Iterator[tuple[int, str]]:
    """Line and full name of every import of the package itself, those inside functions too."""
    own = dotted(file)
    package = own if file.name == "__init__.py" else own.rpartition(".")[0]
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                above = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*above, *([base] if base else [])])
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)


def against_the_way(file: Path) -> list[str]:
    """Imports of ``file`` that lead to a later room, or to the other room of the same rank."""
    mine = "cli" if file.name == "__main__.py" else room_of(dotted(file))
    found = []
    for line, name in imported(file):
        theirs = room_of(name) if name.startswith("counterclaim.") else ""
        if theirs and theirs != mine and (not mine or RANKS[theirs] >= RANKS[mine]):
            found.append(f"{file.relative_to(PACKAGE)}:{line} imports {name}")
    return found


def test_every_folder_is_a_room() -> None:
    """Nothing lies at the top of the package but the rooms, the errors and the way in."""
    top = {p.stem for p in PACKAGE.iterdir() if p.suffix == ".py" or (p / "__init__.py").exists()}
    assert top - {"__init__", "__main__"} <= set(RANKS)


def test_imports_run_one_way() -> None:
    """No module imports from a room that comes after its own, not even inside a function."""
    found = [line for file in MODULES for line in against_the_way(file)]
    assert not found, "\n".join(found)


def test_imports_against_the_way_are_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rule above notices absolute, relative and late imports that lead backwards."""
    package = tmp_path / "counterclaim"
    (package / "model").mkdir(parents=True)
    file = package / "model" / "wrong.py"
    file.write_text(
        "from counterclaim.count import score\n"
        "from ..case import Case\n"
        "def late():\n    import counterclaim.cli\n"
        "from counterclaim.errors import CaseError\n"
    )
    monkeypatch.setattr(f"{__name__}.PACKAGE", package)
    assert len(against_the_way(file)) == 3


def test_no_module_imports_itself_in_a_circle() -> None:
    """Modules that are imported when a module is loaded never lead back to it."""
    graph = {dotted(file): set(_at_loading(file)) for file in MODULES}
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " -> ".join([*path[path.index(name) :], name])
        if name not in done:
            for other in sorted(graph.get(name, ())):
                visit(other, (*path, name))
            done.add(name)

    for module in graph:
        visit(module, ())


def _at_loading(file: Path) -> Iterator[str]:
    """Modules of the package that ``file`` imports outside functions and type checking."""
    known = {dotted(other) for other in MODULES}
    tree = ast.parse(file.read_text("utf-8"))
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("counterclaim"):
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                target = inner if inner in known else str(node.module)
                if target != dotted(file):
                    yield target


def test_files_are_named_by_what_they_hold() -> None:
    """No module or folder is called utils, helpers, common or the like."""
    named = {part for f in MODULES for part in f.relative_to(PACKAGE).with_suffix("").parts}
    assert not named & FORBIDDEN_NAMES


@pytest.mark.parametrize("file", MODULES, ids=lambda f: str(f.relative_to(PACKAGE)))
def test_no_file_is_too_long(file: Path) -> None:
    """A file is of one matter: it has no more than 500 lines, and says what it is for."""
    text = file.read_text("utf-8")
    assert text.count("\n") <= MOST_LINES
    assert ast.get_docstring(ast.parse(text))


def test_print_lives_in_the_command_line_alone() -> None:
    """Only modules of cli print."""
    printing = [
        f"{file.relative_to(PACKAGE)}:{node.lineno}"
        for file in MODULES
        if room_of(dotted(file)) != "cli"
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "print"
    ]
    assert not printing


def test_functions_are_short() -> None:
    """No function has more than 60 lines, and half of them have eight or fewer."""
    lengths = {
        f"{file.relative_to(PACKAGE)}:{node.lineno} {node.name}": _statement_lines(node)
        for file in MODULES
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {name: n for name, n in lengths.items() if n > MOST_FUNCTION_LINES} == {}
    assert median(lengths.values()) <= USUAL_FUNCTION_LINES


def _statement_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of the body after the docstring."""
    body = node.body[1:] if ast.get_docstring(node) else node.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0

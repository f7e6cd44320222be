"""How a new case begins: a commented ``case.yaml`` and filled-in example tables."""

from __future__ import annotations

from pathlib import Path

from counterclaim.case.disk import LOCK, write_whole
from counterclaim.case.yaml_file import dump, load

TEMPLATE = Path(__file__).with_name("template")
_IGNORED = f"{LOCK}\n*.new\ndata/.adding-*\nout/\n"


def lay_out(folder: Path, title: str) -> None:
    """Write the files of an empty case, and ``examples/`` with invented rows, into ``folder``."""
    for part in ("data", "documents", "examples"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    for example in sorted((TEMPLATE / "examples").iterdir()):
        write_whole(folder / "examples" / example.name, example.read_bytes())
    write_whole(folder / ".gitignore", _IGNORED.encode())
    write_whole(folder / "case.yaml", begun(title).encode())


def begun(title: str) -> str:
    """The text of ``case.yaml`` in a new case."""
    template = TEMPLATE / "case.yaml"
    tree = load(template.read_text(encoding="utf-8"), template)
    tree["title"] = title
    return dump(tree)

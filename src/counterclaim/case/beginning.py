"""How a new case begins: a commented ``case.yaml`` and filled-in example tables."""

from __future__ import annotations

from pathlib import Path

from counterclaim.case.disk import LOCK, write_whole
from counterclaim.case.yaml_file import dump, load

TEMPLATE = Path(__file__).with_name("template")
_IGNORED = f"{LOCK}\n*.new\ndata/.adding-*\nout/\n"


def lay_out(folder: Path, title: str) -> None:
    """Write the files of an empty case, and ``examples/`` with invented rows, into ``folder``."""
    tree = load((TEMPLATE / "case.yaml").read_text(encoding="utf-8"), folder / "case.yaml")
    tree["title"] = title
    for part in ("data", "documents", "examples"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    for example in sorted((TEMPLATE / "examples").iterdir()):
        write_whole(folder / "examples" / example.name, example.read_bytes())
    write_whole(folder / ".gitignore", _IGNORED.encode())
    write_whole(folder / "case.yaml", dump(tree).encode())

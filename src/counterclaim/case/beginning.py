"""How a new case begins: a commented ``case.yaml`` and filled-in example tables."""

from __future__ import annotations

from pathlib import Path

from counterclaim.case.disk import write_whole


def lay_out(folder: Path, title: str) -> None:
    """Write the files of an empty case into ``folder``."""
    from counterclaim.case.yaml_file import dump, load

    template = Path(__file__).with_name("template") / "case.yaml"
    tree = load(template.read_text(encoding="utf-8"), folder / "case.yaml")
    tree["title"] = title
    (folder / "data").mkdir(parents=True, exist_ok=True)
    write_whole(folder / "case.yaml", dump(tree).encode())

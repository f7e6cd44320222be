"""The note on method that the Standards for Casualty Recording ask for."""

from __future__ import annotations

from counterclaim.report.material import Material
from counterclaim.report.tree import Block, header, para, strong, words

FIELDS = (
    *("source_types", "collection", "evaluation", "corroboration", "quality_control"),
    *("definitions", "inclusion", "exclusion"),
)


def missing(material: Material) -> list[str]:
    """The parts of the note that the case does not state, in words; ``dated`` is one of them."""
    note = material.definitions.method_note
    values = note.model_dump()
    return [name.replace("_", " ") for name in (*FIELDS, "dated") if not values[name]]


def warning(material: Material) -> str:
    """What the first page says where the note is not there or not whole; empty where it is."""
    absent = missing(material)
    if not absent:
        return ""
    note = material.definitions.method_note
    if len(absent) == len(FIELDS) + 1 and not note.text:
        return "This report has no note on method: how its figures were made is not stated."
    return f"The note on method of this report is not whole: it does not state {', '.join(absent)}."


def blocks(material: Material) -> list[Block]:
    """The note, part by part."""
    note = material.definitions.method_note
    values = note.model_dump()
    found = [header(1, "Method", "method")]
    if warning(material):
        found.append(para(strong(warning(material))))
    if note.text:
        found += [para(words(part)) for part in note.text.split("\n\n")]
    for name in FIELDS:
        if values[name]:
            title = name.replace("_", " ").capitalize()
            found.append(para(strong(f"{title}."), words(values[name])))
    if note.dated:
        found.append(para(words(f"Note on method dated {note.dated}.")))
    return found

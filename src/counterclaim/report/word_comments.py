"""The part of a Word document that holds its comments, and the two that list it."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from counterclaim.draft.formats.archive import Archive

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_COMMENTS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_CONTENT_TYPES = "[Content_Types].xml"
AUTHOR, INITIALS = "Counterclaim", "CC"


@dataclass(frozen=True)
class Comment:
    """One comment: its id in the document and its paragraphs."""

    id: int
    lines: Sequence[str]


def comments_part(main: str) -> str:
    """Where comments are kept beside the main part."""
    return f"{main.rpartition('/')[0]}/comments.xml"


def listed(
    archive: Archive, main: str, comments: Iterable[Comment], known: _Element | None
) -> dict[str, bytes]:
    """The changed parts: the comments, and what tells of them where nothing did before."""
    from lxml import etree

    root = known if known is not None else etree.Element(f"{{{W}}}comments", nsmap={"w": W})
    for comment in comments:
        root.append(_comment(comment))
    changed = {comments_part(main): _bytes(root)}
    folder, _, file = main.rpartition("/")
    relations = f"{folder}/_rels/{file}.rels"
    return changed | _related(archive, relations) | _typed(archive, f"/{comments_part(main)}")


def typed(name: str, dated: Sequence[int]) -> zipfile.ZipInfo:
    """The entry of a part in the archive, with the date of the part that it replaces."""
    year, month, day, hour, minute, second = dated
    entry = zipfile.ZipInfo(name, (year, month, day, hour, minute, second))
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _comment(comment: Comment) -> _Element:
    from lxml import etree

    named = {"id": str(comment.id), "author": AUTHOR, "initials": INITIALS}
    element = etree.Element(f"{{{W}}}comment", {f"{{{W}}}{k}": v for k, v in named.items()})
    for line in comment.lines:
        paragraph = etree.SubElement(element, f"{{{W}}}p")
        run = etree.SubElement(paragraph, f"{{{W}}}r")
        text = etree.SubElement(run, f"{{{W}}}t", {_SPACE: "preserve"})
        text.text = line
    return element


def _related(archive: Archive, part: str) -> dict[str, bytes]:
    """The relations of the main part with one to its comments."""
    from lxml import etree

    root = archive.xml(part)
    if root is None:
        root = etree.Element(f"{{{_RELATIONS}}}Relationships", nsmap={None: _RELATIONS})
    if any(relation.get("Type") == _COMMENTS for relation in root):
        return {}
    taken = {relation.get("Id") for relation in root}
    name = next(f"rIdC{n}" for n in range(1, len(taken) + 2) if f"rIdC{n}" not in taken)
    target = {"Id": name, "Type": _COMMENTS, "Target": "comments.xml"}
    etree.SubElement(root, f"{{{_RELATIONS}}}Relationship", target)
    return {part: _bytes(root)}


def _typed(archive: Archive, name: str) -> dict[str, bytes]:
    """The list of content types with that of comments."""
    from lxml import etree

    root = archive.xml(_CONTENT_TYPES)
    if root is None:
        root = etree.Element(f"{{{_TYPES}}}Types", nsmap={None: _TYPES})
    if any(entry.get("PartName") == name for entry in root):
        return {}
    kind = {"PartName": name, "ContentType": _CONTENT}
    etree.SubElement(root, f"{{{_TYPES}}}Override", kind)
    return {_CONTENT_TYPES: _bytes(root)}


def _bytes(root: _Element) -> bytes:
    from lxml import etree

    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))

"""A Word document goes back as it came, with the findings as comments beside their sentences.

Only the main part is changed (comment marks, and runs split where a sentence begins or ends inside
one) and the parts that list comments; every other part keeps its very bytes. Layout of comments:
ECMA-376 Part 1, 17.13.4.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from counterclaim.check.audit import Audit
from counterclaim.draft.formats.archive import Archive
from counterclaim.draft.formats.docx import main_part
from counterclaim.errors import UnreadableDocument
from counterclaim.model.finding import Finding
from counterclaim.report.audit import not_checked_lines
from counterclaim.report.findings import counted, coverage_lines, label
from counterclaim.report.headlines import headline, told_and_doubt
from counterclaim.report.word_comments import Comment, comments_part, listed, typed
from counterclaim.report.word_places import Places

if TYPE_CHECKING:
    from lxml.etree import _Element

_EARLIEST = (1980, 1, 1, 0, 0, 0)


def commented(audit: Audit, original: bytes) -> bytes:
    """The bytes of the ``.docx`` with a comment for each open finding and one on coverage.

    Raises ``UnreadableDocument`` where the document is no ``.docx``.
    """
    if audit.document.format != "docx" or not original:
        raise UnreadableDocument(
            "Only a .docx can go back with comments in it.",
            file=audit.document.name,
            seen=audit.document.format,
            expected="a Word document (.docx)",
            remedy="use --format html, or save the text as .docx first",
        )
    archive = Archive(original, audit.document.name)
    part = main_part(archive, audit.document.name)
    root = _root(archive, part)
    known = _root(archive, comments_part(part)) if comments_part(part) in archive else None
    comments = _placed(audit, root, known)
    changed = {part: _serialised(root)}
    changed |= listed(archive, part, comments, known)
    return _rewritten(original, changed)


def _placed(audit: Audit, root: _Element, known: _Element | None) -> list[Comment]:
    """Every comment, its marks already set in the main part."""
    places, comments = Places(audit.document, root), []
    first = _first_id(known)
    for at, (finding, lines) in enumerate(_told(audit), first):
        places.mark(_sentence(audit, finding), at)
        comments.append(Comment(at, lines))
    return comments


def _told(audit: Audit) -> Iterator[tuple[Finding | None, list[str]]]:
    """A comment on the whole, then one for each open finding, worst first."""
    standing = [finding for finding in audit.findings if finding.accepted is None]
    lines = [*coverage_lines(audit.coverage), *(s.strip() for s in not_checked_lines(audit))]
    yield None, [f"Audit: {counted(standing)}.", *lines]
    for number, finding in enumerate(standing, 1):
        yield finding, list(_lines(audit, number, finding))


def _lines(audit: Audit, number: int, finding: Finding) -> Iterator[str]:
    told, doubt = told_and_doubt(finding)
    new = " (new)" if audit.is_new(finding) else ""
    yield f"{number}. {headline(finding)} - {label(finding)}{new}"
    yield from (line for line in (told, finding.settle, doubt) if line)


def _sentence(audit: Audit, finding: Finding | None) -> tuple[int, int] | None:
    """The sentence at which a finding first points; none for the text as a whole."""
    if finding is None:
        return None
    spans = [m.span for m in finding.documents if m.file == audit.document.name]
    if not spans:
        return None
    text = audit.ledger.texts[audit.document.name]
    return text.sentence_at(spans[0][0]) or spans[0]


def _first_id(known: _Element | None) -> int:
    """One above the highest id of the comments that the document has already."""
    if known is None:
        return 0
    ids = [value for name, value in _attributes(known) if name == "id" and value.isdigit()]
    return max(map(int, ids), default=-1) + 1


def _attributes(root: _Element) -> Iterator[tuple[str, str]]:
    for element in root:
        for name, value in element.attrib.items():
            yield str(name).rsplit("}", 1)[-1], str(value)


def _root(archive: Archive, part: str) -> _Element:
    root = archive.xml(part)
    assert root is not None  # the part was found in the archive
    return root


def _serialised(root: _Element) -> bytes:
    from lxml import etree

    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _rewritten(original: bytes, changed: dict[str, bytes]) -> bytes:
    """The archive with these parts in place of its own; the others are not even unpacked."""
    out = io.BytesIO(original)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, data in changed.items():
            dated = _drop(archive, name)
            archive.writestr(typed(name, dated), data)
    return out.getvalue()


def _drop(archive: zipfile.ZipFile, name: str) -> Sequence[int]:
    """Takes a part off the archive's list; its date, for the part that replaces it."""
    old = archive.NameToInfo.pop(name, None)
    if old is None:
        return _EARLIEST
    archive.filelist.remove(old)
    return old.date_time

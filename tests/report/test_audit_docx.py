"""Findings as comments in the Word document that was audited."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from counterclaim.check.audit import Audit, audit
from counterclaim.draft.documents import read
from counterclaim.errors import UnreadableDocument
from counterclaim.report.audit_docx import commented
from tests.check import article
from tests.draft.writers import zipped

pytest.importorskip("spacy")
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OTHER = "docProps/secret.bin"
NAMESPACE = f'xmlns:w="{W[1:-1]}"'


@cache
def original() -> bytes:
    """The invented article as a whole Word document, with a part that nothing here knows."""
    found = zipfile.ZipFile(io.BytesIO(article.as_docx()))
    parts = {name: found.read(name).decode() for name in found.namelist()}
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    parts["[Content_Types].xml"] = (
        f'<Types xmlns="{package}/content-types"><Default Extension="xml" ContentType='
        '"application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-'
        'package.relationships+xml"/><Default Extension="bin" ContentType="x/y"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}.document.main+xml"/>'
        f'<Override PartName="/word/footnotes.xml" ContentType="{main}.footnotes+xml"/></Types>'
    )
    parts["_rels/.rels"] = (
        f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>'
    )
    parts["word/_rels/document.xml.rels"] = (
        f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/footnotes" Target="footnotes.xml"/></Relationships>'
    )
    return zipped({**parts, OTHER: "kept as it is"})


@cache
def audited() -> Audit:
    """The audit of that document."""
    return audit(original(), name="article.docx")


@cache
def result() -> bytes:
    """The document with its comments."""
    return commented(audited(), original())


def part(data: bytes, name: str) -> bytes:
    """One part of a document."""
    return zipfile.ZipFile(io.BytesIO(data)).read(name)


def marked(data: bytes) -> dict[str, str]:
    """The words between the marks of each comment."""
    root = etree.fromstring(part(data, "word/document.xml"))
    open_now: dict[str, str] = {}
    found: dict[str, str] = {}
    for element in root.iter():
        id = element.get(f"{W}id") or ""
        if element.tag == f"{W}commentRangeStart":
            open_now[id] = ""
        elif element.tag == f"{W}commentRangeEnd":
            found[id] = open_now.pop(id)
        elif element.tag == f"{W}t":
            open_now = {key: words + (element.text or "") for key, words in open_now.items()}
    assert not open_now
    return found


def test_there_is_a_comment_for_each_finding_and_one_on_coverage() -> None:
    """Comments, their marks and their references belong together."""
    comments = etree.fromstring(part(result(), "word/comments.xml"))
    document = etree.fromstring(part(result(), "word/document.xml"))
    ids = [comment.get(f"{W}id") for comment in comments]
    assert len(ids) == len(set(ids)) == 1 + len(audited().findings)
    assert sorted(r.get(f"{W}id") or "" for r in document.iter(f"{W}commentReference")) == sorted(
        id or "" for id in ids
    )
    words = "".join(comments[0].itertext())
    assert "10 figures found" in words


def test_a_comment_stands_at_its_sentence() -> None:
    """What is marked is the sentence of the finding's first figure, from capital to full stop."""
    marks = marked(result())
    part_finding = [f.kind for f in audited().findings].index("implausible_part") + 1
    assert marks[str(part_finding)].startswith("On 14 March 2021, an estimated 350")
    assert marks[str(part_finding)].rstrip().endswith("in Tarif.")


def test_the_text_is_unchanged() -> None:
    """The commented document is read as the very same text, with the same notes and drafts."""
    before, after = read(original(), "article.docx"), read(result(), "article.docx")
    assert after.text == before.text
    assert after.notes == before.notes
    assert audit(result(), name="article.docx").findings == audited().findings


def test_other_parts_keep_their_bytes() -> None:
    """Footnotes and parts that nothing here knows are as they were."""
    for name in ("word/footnotes.xml", OTHER, "_rels/.rels"):
        assert part(result(), name) == part(original(), name)
    names = zipfile.ZipFile(io.BytesIO(result())).namelist()
    assert len(names) == len(set(names))


def test_comments_are_listed_where_a_word_processor_looks() -> None:
    """The relations and the content types name the part with the comments."""
    assert b'Target="comments.xml"' in part(result(), "word/_rels/document.xml.rels")
    assert b'PartName="/word/comments.xml"' in part(result(), "[Content_Types].xml")


def test_comments_that_were_there_stay() -> None:
    """A second round adds to the comments of the first under new ids."""
    again = commented(audit(result(), name="article.docx"), result())
    comments = etree.fromstring(part(again, "word/comments.xml"))
    ids = [comment.get(f"{W}id") for comment in comments]
    assert len(ids) == len(set(ids)) == 2 * (1 + len(audited().findings))
    assert part(again, "word/_rels/document.xml.rels").count(b"comments.xml") == 1


def test_a_rerun_is_byte_equal() -> None:
    """The same document gives the same bytes."""
    assert commented(audit(original(), name="article.docx"), original()) == result()


def test_a_sentence_over_several_runs_is_marked_whole() -> None:
    """Bold words, tabs and a frame split a sentence into runs; its mark holds all of them."""
    text = (
        "<w:r><w:t>Rebels struck. In 2021, the army </w:t></w:r><w:r><w:rPr><w:b/></w:rPr>"
        "<w:t>killed 40</w:t><w:tab/><w:t>rebels</w:t></w:r><w:r><w:t> in Tarif. In 2021, the army "
        "killed 60 rebels in Tarif.</w:t></w:r>"
    )
    body = f"<w:document {NAMESPACE}><w:body><w:p>{text}</w:p></w:body></w:document>"
    data = zipped({"word/document.xml": body})
    found = audit(data, name="runs.docx")
    assert found.findings
    back = commented(found, data)
    words = {mark.strip() for mark in marked(back).values()}
    assert words & {
        "In 2021, the army killed 40rebels in Tarif.",
        "In 2021, the army killed 60 rebels in Tarif.",
    }
    assert read(back, "runs.docx").text == read(data, "runs.docx").text
    assert b"<w:b/>" in part(back, "word/document.xml")


def test_only_word_documents_go_back_as_word() -> None:
    """A text file is refused with what to do instead."""
    found = audit(article.as_text(), name="article.txt")
    with pytest.raises(UnreadableDocument, match=r"Only a \.docx"):
        commented(found, article.as_text())


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="needs LibreOffice")
def test_a_word_processor_opens_it_with_its_comments(tmp_path: Path) -> None:
    """LibreOffice reads every comment with its author and its words."""
    file = tmp_path / "article.docx"
    file.write_bytes(result())
    assert OFFICE is not None
    command = [
        *(OFFICE, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"),
        *("--convert-to", "odt", "--outdir", str(tmp_path), str(file)),
    ]
    subprocess.run(command, capture_output=True, timeout=180, check=True)
    content = part((tmp_path / "article.odt").read_bytes(), "content.xml").decode()
    annotations = re.findall(r"<office:annotation .*?</office:annotation>", content, re.S)
    assert len(annotations) == 1 + len(audited().findings)
    assert all("Counterclaim" in annotation for annotation in annotations)

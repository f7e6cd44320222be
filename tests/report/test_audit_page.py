"""The page of an audit: everything escaped, nothing asked of a server, readable by everybody."""

from __future__ import annotations

import re
import shutil
import subprocess
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest

from counterclaim.check.audit import Audit, audit
from counterclaim.report.audit_page import audit_page
from tests.check import article

pytest.importorskip("spacy")
pytest.importorskip("jinja2")
BROWSER = shutil.which("chromium") or shutil.which("google-chrome")


class Page(HTMLParser):
    """Elements with their attributes, and the text between them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.unread: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes an element; signs, their meanings and notes in the margin are no words of it."""
        self.elements.append((tag, dict(attrs)))
        apart = tag == "aside" or dict(attrs).get("class") in {"sign", "unseen"}
        if apart or (self.unread and tag == self.unread[-1]):
            self.unread.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Leaves what is no word of the text."""
        if self.unread and tag == self.unread[-1]:
            self.unread.pop()

    def handle_data(self, data: str) -> None:
        """Notes text."""
        self.words += "" if self.unread else data

    def all(self, tag: str, kind: str = "") -> list[dict[str, str | None]]:
        """The attributes of all elements of a tag (and class)."""
        found = [attrs for name, attrs in self.elements if name == tag]
        return (
            [attrs for attrs in found if kind in (attrs.get("class") or "").split()]
            if kind
            else found
        )


@cache
def audited() -> Audit:
    """The audit of the invented article."""
    return audit(article.as_text(), name="article.txt")


@cache
def page() -> str:
    """Its page."""
    return audit_page(audited())


def test_the_whole_document_is_on_the_page() -> None:
    """Every paragraph, caption and note of the text stands there word for word."""
    words = " ".join(Page(page()).words.split())
    for block in audited().document.blocks:
        assert " ".join(audited().document.words(block.span).split()) in words


def test_every_figure_is_marked_by_a_sign_and_a_word() -> None:
    """A mark has a sign that is no colour, and words for those who hear the page."""
    marks = Page(page()).all("a", "figure")
    shown = [s for s in audited().standings.values() if s.mark != "statement"]
    assert len(marks) == len(shown)
    for mark in marks:
        kind = (mark["class"] or "").split()[1].removeprefix("is-")
        assert kind in {standing.mark for standing in shown}
    assert page().count('class="unseen"') == len(marks)


def test_every_link_leads_to_something_on_the_page() -> None:
    """Figures lead to their note or row, notes back to the list, note marks to their notes."""
    found = Page(page())
    anchors = [attrs["id"] for _, attrs in found.elements if attrs.get("id")]
    assert len(anchors) == len(set(anchors))
    for link in found.all("a"):
        target = link["href"] or ""
        assert target.startswith("#")
        assert target[1:] in anchors, target


def test_the_ten_worst_are_open_from_the_start() -> None:
    """Further findings are there, closed, ten at a time."""
    found = audited()
    many = found.findings * 3
    more = [f.model_copy(update={"id": f"{f.id}{at}"}) for at, f in enumerate(many)]
    html = audit_page(Audit(found.drafted, found.ledger, tuple(more), found.coverage))
    notes = Page(html).all("details", "finding")
    assert len(notes) == len(more)
    assert sum("open" in note for note in notes) == 10
    assert "Findings 11 to 15" in html


def test_coverage_stands_at_the_top_and_derived_figures_at_the_end() -> None:
    """Found, checked and not checked come before the text, computed quantities after it."""
    html = page()
    places = [
        html.index(f'id="{name}"')
        for name in ("coverage", "findings", "text", "derived", "figures")
    ]
    assert places == sorted(places)
    assert "10 figures found" in html


def test_images_that_were_not_read_are_said() -> None:
    """A page with a picture says that it was not read."""
    html = article.as_html().replace(b"</h1>", b'</h1><p><img src="chart.png" alt="raids"></p>', 1)
    assert "1 images were not read" in audit_page(audit(html, name="article.html"))


HOSTILE = """<script>alert(1)</script> & "quoted" 'so'

In 2021, <img src=x onerror=alert(2)> the army killed 40 rebels in "Tarif" <b>& others</b>.[1]

In 2021, the army killed 60 rebels in </p></article><svg onload=alert(3)> javascript:alert(4).

[1] “<iframe src='//evil.example'>Army kills 40 rebels</iframe>,” {{ 7*7 }}, May 3, 2021, https://x.example/?a="><script>alert(5)</script>.
"""


def test_nothing_of_a_hostile_text_becomes_markup() -> None:
    """Tags, quotes and templates of the text are words; no script, no image, no frame."""
    found = audit(HOSTILE.encode(), name='"><script>alert(6)</script>.txt')
    html = audit_page(found)
    tags = {tag for tag, _ in Page(html).elements}
    assert not tags & {"script", "img", "svg", "iframe", "object", "link", "form", "base"}
    for _, attrs in Page(html).elements:
        assert not [name for name in attrs if name.startswith("on")]
    assert "{{ 7*7 }}" in html
    assert found.findings


def test_the_page_asks_no_server_for_anything() -> None:
    """No address is loaded, and a policy in the head forbids it."""
    html = page()
    policies = [meta.get("content") or "" for meta in Page(html).all("meta")]
    assert any(policy.startswith("default-src 'none'") for policy in policies)
    assert not re.search(r"(?:src|srcset|action)\s*=|url\(|@import", html)


def test_what_is_new_is_marked() -> None:
    """In a second round a new finding says so, and how many are gone is said above."""
    changed = article.as_text().replace(b"killing 12", b"killing 14")
    again = audit(changed, name="article.txt", previous=audited().findings)
    html = audit_page(again)
    assert '<span class="new">new</span>' in html
    assert "Since the earlier round" in html
    assert '<span class="new">' not in page()


@pytest.mark.slow
@pytest.mark.skipif(BROWSER is None, reason="needs Chromium")
@pytest.mark.parametrize("width", [390, 1200])
def test_the_page_fits_a_phone_and_a_desk(width: int, tmp_path: Path) -> None:
    """At both widths nothing is wider than the window, and beside the text only where it fits."""
    probe = (
        "<script>addEventListener('load',()=>{const d=document.documentElement;"
        "const a=document.querySelector('aside').getBoundingClientRect();"
        "const p=document.querySelector('aside').parentElement.querySelector('p.paragraph')"
        ".getBoundingClientRect();"
        "document.title='W'+(d.scrollWidth<=d.clientWidth)+' B'+(a.left>=p.right)})</script>"
    )
    html = re.sub(r"<meta http-equiv[^>]*>", "", page()).replace("</head>", f"{probe}</head>")
    frame = tmp_path / "page.html"
    frame.write_text(html, encoding="utf-8")
    flags = (
        *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
        *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
        *(f"--window-size={width},900", f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom"),
    )
    assert BROWSER is not None
    run = subprocess.run(
        [BROWSER, *flags, frame.as_uri()], capture_output=True, text=True, timeout=120, check=True
    )
    beside = "true" if width > 1000 else "false"
    assert f"<title>Wtrue B{beside}</title>" in run.stdout

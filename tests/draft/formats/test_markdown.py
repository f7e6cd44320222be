from __future__ import annotations

from counterclaim.draft.documents import read


def test_marks_of_emphasis_go_and_links_keep_their_address() -> None:
    """The words stay, the address of a link is kept beside its span."""
    document = read(b"Ten *people* died, [officials](https://a.example/1) said.", "a.md")
    assert document.text == "Ten people died, officials said."
    [link] = document.links
    assert (document.text[link.start : link.end], link.url) == ("officials", "https://a.example/1")


def test_named_footnotes_are_numbered_by_first_reference() -> None:
    """Names of footnotes become numbers in reading order; long notes keep their paragraphs."""
    text = b"Ten died.[^late] Two fled.[^a]\n\n[^a]: Second.\n\n[^late]: First\n    goes on.\n"
    document = read(text, "a.md")
    assert document.text == "Ten died.[1] Two fled.[2]\n\n[1] First goes on.\n\n[2] Second."
    assert [(mark.number, mark.note) for mark in document.marks] == [(1, 0), (2, 1)]


def test_front_matter_gives_title_authors_and_date() -> None:
    """What stands in the front matter is not text but fact."""
    front = b"---\ntitle: Quiet rivers\nauthor: Jane Doe and Ali Ba\ndate: 2023-05-04\n---\n"
    text = front + b"\nTen died.\n"
    document = read(text, "a.md")
    assert (document.title, document.published) == ("Quiet rivers", "2023-05-04")
    assert document.authors == ("Jane Doe", "Ali Ba")
    assert document.text == "Ten died."


def test_headings_quotations_and_lists_keep_their_kind() -> None:
    """Kinds and levels come from the marks of Markdown."""
    text = b"# Top\n\n## Sub\n\n> Quoted words stay.\n\n- one died\n- two fled\n"
    document = read(text, "a.md")
    kinds = [(block.kind, block.level) for block in document.blocks]
    assert kinds == [("title", 1), ("heading", 2), ("quote", 0), ("list", 0), ("list", 0)]

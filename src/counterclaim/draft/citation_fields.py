"""One citation of a note, as printed, becomes the fields of a bibliography (CSL-JSON names).

Styles: Chicago notes, newspaper style, plain addresses, APA, encyclopaedia templates, French notes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from counterclaim.draft.author_names import Author, read_authors
from counterclaim.draft.printed_dates import find_date

_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"“”«»\[\]]+", re.I)
_DOI = re.compile(r"\b(?:doi:\s*|(?<!/))(10\.\d{4,9}/[^\s\"<>,;]+)", re.I)
_ACCESS = re.compile(
    r"""[\s,.;(\[]*\b(?:(?:last\s+)?(?:accessed|retrieved|viewed|visited|consulted)(?:\s+(?:on|from))?|
    consult[ée]e?(?:\s+le)?|archived(?:\s+from)?(?:\s+the\s+original)?(?:\s+(?:on|at))?|page\s+consult[ée]e\s+le
    |available\s+(?:at|from)|disponible\s+(?:sur|à)|en\s+ligne|date\s+de\s+consultation)\b:?\s*""",
    re.I | re.X,
)
_LOCATOR = re.compile(
    r"""(?:,|\.|\s|\()\s*((?:pp?\.\s?|pages?\s|paras?\.?\s|paragraphs?\s|§+\s?|at\s(?=\d)|ch(?:ap)?\.\s|
    (?:fig|table|annex|section)\.?\s)\d+(?:\s?[–—-]\s?\d+)?(?:,\s?\d+(?:\s?[–-]\s?\d+)?)*)""",
    re.I | re.X,
)
_BARE_PAGE = re.compile(r"[,:]\s*(\d{1,4}(?:\s?[–-]\s?\d{1,4})?)\s*\.?\s*$")
_SIGNAL = re.compile(
    r"""\A\s*(?:(?:but\s+)?see(?:\s+also)?(?:,?\s+(?:for\s+example|e\.g\.|generally|inter\s+alia))?,?|cf\.|e\.g\.,?|
    voir(?:\s+aussi|\s+notamment|\s+par\s+exemple)?,?|source\s?:|quoted\s+in|cited\s+in|cité\s+(?:dans|par)|
    for\s+more[^,:]{0,40}[,:]\s+see|also|and|et|in)\s+(?=\S)""",
    re.I | re.X,
)
_BOOK = re.compile(
    r"\((?:(?P<place>[^():]{2,50}):\s*)?(?P<house>[^():]{2,70}),\s*(?P<year>(?:19|20)\d\d)\)"
)
_APA = re.compile(
    r"^(?P<authors>[^“\"«(]{3,200}?)\s*\((?P<date>(?:19|20)\d\d[^)]{0,25}|n\.d\.)\)[.,:]?\s+"
)
_REPORT = re.compile(
    r"\b(?:reports?|rapports?|briefing|dataset|fact\s?sheet|white paper|working paper)\b"
    r"|\b[AS]/(?:HRC/|RES/)?\d",
    re.I,
)
_JOURNAL = re.compile(r"\b(?:vol\.?\s*\d+|no\.\s*\d+|n°\s*\d+|\d+\s?\(\d+\)\s?[:,])", re.I)
_POST = re.compile(r"//(?:\w+\.)?(?:twitter|x|t|facebook|vk)\.(?:com|me)/", re.I)
_TALK = re.compile(
    r"(?:author(?:’s|'s|s’)?\s+)?(?:telephone\s+|phone\s+)?(?:interviews?|entretiens?)\b", re.I
)
_LONGEST_TITLE = 500  # characters between quotes
_PAIRS = {"“": "”", "«": "»", "„": "“", '"': '"', "‘": "’", "'": "'"}


@dataclass(frozen=True, slots=True)
class Fields:
    """The parsed fields; ``issued`` is a period, ``locator`` a page or paragraph as printed."""

    title: str | None = None
    authors: tuple[Author, ...] = ()
    publisher: str | None = None
    issued: str | None = None
    url: str | None = None
    type: str = "document"
    locator: str | None = None
    quoted: bool = False

    @property
    def full(self) -> bool:
        """Whether this stands on its own: an address, or a title with a date or a publisher."""
        return bool(self.url or (self.title and (self.issued or (self.quoted and self.publisher))))


def find_url(text: str) -> tuple[str, int, int] | None:
    """The first web address or DOI with its span, without the punctuation after it."""
    hit = _URL.search(text)
    if not hit:
        doi = _DOI.search(text)
        return (f"https://doi.org/{doi[1].rstrip('.')}", *doi.span()) if doi else None
    url = _unclosed(hit[0])
    return (url if "://" in url else f"https://{url}"), hit.start(), hit.start() + len(url)


def _unclosed(url: str) -> str:
    while url and (url[-1] in ".,;:!?'’*_" or (url[-1] == ")" and url.count(")") > url.count("("))):
        url = url[:-1]
    return url


def find_quoted(text: str) -> tuple[int, int, int, int] | None:
    """The first quoted title: span with its quotes, then span of the words inside."""
    for at, letter in enumerate(text):
        if letter not in _PAIRS or (letter in "'\"‘" and at and text[at - 1].isalnum()):
            continue
        close = _closing(text, at, letter)
        if close is not None and close - at > 3:
            return at, close + 1, at + 1, close
    return None


def _closing(text: str, at: int, opening: str) -> int | None:
    if opening in "“«":
        return _nested(text, at, opening)
    closing, limit = re.escape(_PAIRS[opening]), at + _LONGEST_TITLE
    hit = re.compile(rf"(?<=\S){closing}(?=[\s,.;:)\]]|$)").search(text, at + 2, limit)
    if hit and opening in "'‘":  # an apostrophe is followed by a blank, a title's end by a comma
        ended = re.compile(rf"(?:(?<=[,.?!])|){closing}(?=[,.;:)\]]|\s\(|$)").search(
            text, at + 2, limit
        )
        hit = ended or hit
    return hit.start() if hit else None


def _nested(text: str, at: int, opening: str) -> int | None:
    depth = 0
    for place in range(at, min(len(text), at + _LONGEST_TITLE)):
        depth += (text[place] == opening) - (text[place] == _PAIRS[opening])
        if depth == 0:
            return place
    return None


def read_fields(text: str, address: str | None = None) -> Fields:
    """Fields of one citation; ``address`` is a link that stands behind its words."""
    text = _SIGNAL.sub("", " ".join(text.split()), count=1)
    found = find_url(text)
    url = found[0] if found else address
    rest = (text[: found[1]] + " " + text[found[2] :]) if found else text
    rest = _without_access(_URL.sub(" ", rest))
    locators = [hit[1] for hit in _LOCATOR.finditer(rest)]
    locator = " ".join(locators[0].split()) if locators else None
    rest = _LOCATOR.sub(" ", rest)
    quoted = find_quoted(rest)
    if quoted:
        return _from_quoted(rest, quoted, url, locator)
    return _from_plain(rest, url, locator)


def _without_access(text: str) -> str:
    """Drop "accessed 3 May 2023" and "Archived from the original on 4 June 2023"."""
    while hit := _ACCESS.search(text):
        dated = find_date(text[hit.end() : hit.end() + 30], partial=False)
        end = hit.end() + (dated[2] if dated and dated[1] < 6 else 0)
        text = text[: hit.start()] + " " + text[end:].lstrip(" ).,;]")
    return text


def _from_quoted(
    text: str, quoted: tuple[int, int, int, int], url: str | None, locator: str | None
) -> Fields:
    title = _bare(text[quoted[2] : quoted[3]])
    before, after = text[: quoted[0]], text[quoted[1] :]
    after, issued = _take_date(after)
    before, dated_before = _take_date(before) if not issued else (before, None)
    if not locator and issued and (page := _BARE_PAGE.search(after)):
        locator, after = page[1], after[: page.start()]
    publisher = _first_part(after)
    issued = issued or dated_before
    kind = _type(after, url, issued, publisher)
    authors = () if len(before.split()) > 25 else read_authors(before)
    return Fields(title, authors, publisher, issued, url, kind, locator, quoted=True)


def _take_date(text: str) -> tuple[str, str | None]:
    found = find_date(text)
    if not found:
        return text, None
    return text[: found[1]].rstrip(" (") + " , " + text[found[2] :].lstrip(" )"), found[0]


def _first_part(text: str) -> str | None:
    book = re.match(r"\W*(?:in\s+)?", text)
    parts = re.split(r"\s*[,;]\s+|\s+[–—]\s+|\s*\(|\.\s+|\)", text[book.end() if book else 0 :])
    for part in parts:
        part = _bare(part)
        if len(part) > 1 and not re.fullmatch(r"[\d\W]+|(?:no|vol|n)\.?\s*\d+", part, re.I):
            return part
    return None


def _bare(text: str) -> str:
    return text.strip(' \xa0\u202f\t,.;:–—-*_()[]|“”"')


def _from_plain(text: str, url: str | None, locator: str | None) -> Fields:
    if apa := _APA.match(text):
        return _from_apa(text, apa, url, locator)
    if book := _BOOK.search(text):
        return _from_book(text, book, url, locator)
    if _TALK.match(text):
        words, issued = _take_date(text)
        return Fields(_bare(words), (), None, issued, url, "interview", locator)
    dated = find_date(text)
    words = text[: dated[1]].rstrip(" (") + " , " + text[dated[2] :] if dated else text
    issued = dated[0] if dated else None
    parts = [part for part in map(_bare, re.split(r",\s+|;\s+|\s+[|]\s+", words)) if part]
    if len(parts) < 2:
        parts = [
            part for part in map(_bare, re.split(r"(?<=[^\WA-Z\d_]{2})[.:]\s+", words)) if part
        ]
    return _from_parts(parts, url, issued, locator)


def _from_parts(
    parts: list[str], url: str | None, issued: str | None, locator: str | None
) -> Fields:
    """Without quotes: author or body first, title second, outlet third."""
    if not parts:
        return Fields(None, (), None, issued, url, _type("", url, issued, None), locator)
    if len(parts) == 1:
        title, publisher = parts[0], None
        authors: tuple[Author, ...] = ()
    else:
        authors, title = read_authors(parts[0]), parts[1]
        outlet = parts[2] if len(parts) > 2 else None
        person = any(author.family for author in authors)
        publisher = outlet if person else parts[0]
    kind = _type(" ".join(parts), url, issued, publisher)
    return Fields(title, authors, publisher, issued, url, kind, locator)


def _from_apa(text: str, apa: re.Match[str], url: str | None, locator: str | None) -> Fields:
    dated = find_date(apa["date"])
    parts = [
        _bare(part) for part in re.split(r"(?<=[^\WA-Z])[.?!]\s+|\.\s+(?=[A-Z])", text[apa.end() :])
    ]
    parts = [part for part in parts if part]
    title, outlet = (parts[0] if parts else None), (parts[1] if len(parts) > 1 else None)
    authors = read_authors(apa["authors"])
    issued = dated[0] if dated else None
    outlet = re.split(r",\s", outlet)[0] if outlet else None
    return Fields(title, authors, outlet, issued, url, _type(text, url, issued, outlet), locator)


def _from_book(text: str, book: re.Match[str], url: str | None, locator: str | None) -> Fields:
    head = text[: book.start()]
    authors, _, title = head.partition(", ")
    if not title:
        authors, title = "", head
    page = _BARE_PAGE.search(text[book.end() :])
    locator = locator or (page[1] if page else None)
    names = read_authors(authors)
    return Fields(_bare(title), names, _bare(book["house"]), book["year"], url, "book", locator)


def _type(text: str, url: str | None, issued: str | None, publisher: str | None) -> str:
    """A guess at the CSL type from words, address and precision of the date."""
    if url and _POST.search(url):
        return "post"
    if _JOURNAL.search(text):
        return "article-journal"
    if _REPORT.search(text):
        return "report"
    if publisher and issued and len(issued) == 10:
        return "article-newspaper"
    return "webpage" if url else "document"

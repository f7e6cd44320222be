"""References back to earlier notes: *ibid.*, *op. cit.*, "supra note 4", "voir note 4"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from counterclaim.draft.citation_fields import Fields

_LEAD = r"\s*(?:see(?:\s+also)?,?\s+|voir(?:\s+aussi)?\s+|cf\.\s+)?"
_IBID = re.compile(rf"{_LEAD}\(?(?:ibid(?:em)?\b|idem\b|id\.(?=\W|$))\.?", re.I)
_NUMBERED = re.compile(
    r"""\b(?:supra|above|ci-dessus|précité\w*|see|voir|cf\.?)[\s,]{1,3}(?:at\s+|la\s+)?(?:foot|end)?n(?:otes?|°|\.)?\s*(?P<a>\d{1,4})
    |\b(?:foot|end)?n(?:ote|\.)\s*(?P<b>\d{1,4})\s*,?\s*(?:above|supra|ci-dessus|plus\s+haut|précitée)
    |\(\s*n\.?\s*(?P<c>\d{1,4})\s*\)""",
    re.I | re.X,
)
_OP_CIT = re.compile(
    r"\b(?:op\.?\s*cit|loc\.?\s*cit|art\.?\s*cit|ouvr?\.?\s*cit|o\.\s?c)\b\.?"
    r"|\b(?:cited|quoted)\s+above\b|\bpréc(?:it[ée]e?s?|\.)|,\s*supra\b",
    re.I,
)
_LOCATOR = re.compile(
    r"\b(?:(?:pp?|paras?|§+|at|pages?)\b\.?\s*|§+\s*)\d+(?:\s?[–-]\s?\d+)?|(?<=,\s)\d+(?:\s?[–-]\s?\d+)?(?=\.?\s*$)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class BackReference:
    """``form`` ibid, supra (``note`` is set) or op_cit; ``name`` is the author or body printed."""

    form: str
    name: str = ""
    note: int | None = None
    locator: str | None = None

    def names(self, fields: Fields) -> bool:
        """Whether the printed name is an author, the publisher or the title of a document."""
        printed = _words(self.name)
        if not printed:
            return False
        for author in fields.authors:
            if _words(author.family or author.literal or "") <= printed and author.key:
                return True
        own = [fields.publisher or "", fields.title or ""]
        return any(printed <= _words(name) for name in own if name)


def read_back_reference(text: str) -> BackReference | None:
    """The reference back that a citation is, or ``None`` if it stands on its own."""
    if re.search(r"https?://", text) or len(text) > 300:
        return None
    locators = [hit[0].strip() for hit in _LOCATOR.finditer(text)]
    numbered = _NUMBERED.search(text)
    if numbered:
        number = int(next(group for group in numbered.groups() if group))
        at = [one for one in locators if not numbered[0].endswith(one)]
        return BackReference("supra", _name(text[: numbered.start()]), number, *at[:1])
    if _IBID.match(text):
        return BackReference("ibid", locator=locators[0] if locators else None)
    if cited := _OP_CIT.search(text):
        name = _name(text[: cited.start()])
        return BackReference("op_cit", name, None, locators[0] if locators else None)
    return None


def _name(text: str) -> str:
    bare = re.sub(rf"^{_LEAD}", "", text, flags=re.I)
    return bare.strip(" ,.;:(*_")


def _words(text: str) -> set[str]:
    return {word.casefold() for word in re.findall(r"[^\W\d_]{2,}", text)} - {"and", "et", "the"}

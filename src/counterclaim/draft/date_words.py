"""The shapes of dates in English and French: one named pattern per shape."""
# ruff: noqa: E501  (one shape of a date stands on one line)

from __future__ import annotations

import re
from functools import lru_cache

from counterclaim.draft.printed_dates import MONTH_NUMBERS

_FULL_EN = "january february march april may june july august september october november december"
_SHORT_EN = "jan feb mar apr jun jul aug sept sep oct nov dec"
_FULL_FR = "janvier février fevrier mars avril mai juin juillet août aout septembre octobre novembre décembre decembre"
_SHORT_FR = "janv févr avr juil déc sept oct nov"
WEEKDAYS = {
    name: at % 7
    for at, name in enumerate(
        [
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
            "sunday",
            "lundi",
            "mardi",
            "mercredi",
            "jeudi",
            "vendredi",
            "samedi",
            "dimanche",
        ]
    )
}
SEASONS = {
    "spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2),
    "printemps": (3, 5), "été": (6, 8), "automne": (9, 11), "hiver": (12, 2),
}  # fmt: skip
SMALL = {
    word: value
    for table in (
        "one two three four five six seven eight nine ten eleven twelve",
        "un deux trois quatre cinq six sept huit neuf dix onze douze",
    )
    for value, word in enumerate(table.split(), 1)
} | {"a": 1, "an": 1, "une": 1, "couple": 2, "few": 3, "several": 3, "quelques": 3, "fifteen": 15,
     "thirteen": 13, "fourteen": 14, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
     "twenty": 20, "thirty": 30, "quinze": 15, "vingt": 20, "trente": 30}  # fmt: skip
UNITS = {
    "day": 1, "days": 1, "night": 1, "nights": 1, "hours": 1, "hour": 1, "jour": 1, "jours": 1,
    "heures": 1, "week": 7, "weeks": 7, "weekend": 7, "semaine": 7, "semaines": 7,
    "fortnight": 14, "month": 30, "months": 30, "mois": 30, "year": 365, "years": 365, "an": 365,
    "ans": 365, "année": 365, "années": 365, "decade": 3652, "decades": 3652, "décennie": 3652,
    "quarter": 91, "trimestre": 91,
}  # fmt: skip
_PARTS = {
    "early": "early", "mid": "mid", "late": "late", "the beginning of": "early",
    "beginning of": "early", "the start of": "early", "the middle of": "mid", "the end of": "late",
    "end of": "late", "début": "early", "mi": "mid", "fin": "late", "courant": "whole",
    "the first half of": "half1", "first half of": "half1", "the second half of": "half2",
    "second half of": "half2", "la fin": "late", "le début": "early", "premier semestre": "half1",
    "second semestre": "half2", "deuxième semestre": "half2", "the first quarter of": "q1",
    "the second quarter of": "q2", "the third quarter of": "q3", "the fourth quarter of": "q4",
    "the last quarter of": "q4", "first quarter of": "q1", "second quarter of": "q2",
    "third quarter of": "q3", "fourth quarter of": "q4", "premier trimestre": "q1",
    "deuxième trimestre": "q2", "troisième trimestre": "q3", "quatrième trimestre": "q4",
    "the first three months of": "q1", "the first six months of": "half1",
    "the first nine months of": "nine", "six premiers mois": "half1", "trois premiers mois": "q1",
    "the last three months of": "q4", "the first months of": "early",
}  # fmt: skip


def _any(words: list[str]) -> str:
    return "(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + ")"


_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:19|20)\d\d"
_OLD = r"1[5-8]\d\d"  # may as well be a number: only beside a month, a preposition or a range
_NO_COUNT = r"(?:(?<=\b[Ii]n )|(?!2000\s+(?:\w+\s)?(?:men|people|\w+s)\b))"  # "2000 civilians"
_COUNTED = r"(?!\s+(?:\w+\s)?(?:men|people|\w+s)\b)"
_B = r"(?<![\w.,/$€£-])"
_NUM = r"(?P<n>\d{1,3}|" + "|".join(sorted(SMALL, key=len, reverse=True)) + ")"


def _month(long: str, short: str) -> str:
    return rf"(?:{_any(long.split())}|{_any(short.split())}\b\.?)"


def part_of(text: str | None) -> str:
    """``early``, ``mid``, ``late``, ``half1`` ... of the words before a month or year."""
    words = re.sub(r"\s+(?:de l'|de la|de|d'|du)?\s*$", "", (text or "").lower().replace("’", "'"))
    return _PARTS.get(words.strip(" -"), "")


def month_number(name: str) -> int:
    """1 to 12."""
    return MONTH_NUMBERS[name.lower().rstrip(".")]


@lru_cache(maxsize=2)
def shapes(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Names and patterns; where two match at one place the longer match counts."""
    table = _french() if language == "fr" else _english()
    flags = re.IGNORECASE
    return tuple((name, re.compile(pattern, flags)) for name, pattern in table)


def _english() -> list[tuple[str, str]]:
    m = _month(_FULL_EN, _SHORT_EN)
    d = rf"{_DAY}(?:st|nd|rd|th)?"
    to = r"\s*(?:to|until|and|or|through|[-–—])\s*"
    p = rf"(?:(?P<part>{_any([k for k in _PARTS if k.isascii()])})[\s-]+(?:in\s+)?)?"
    of = r"(?:\s*,\s*|\s+of\s+|\s+)"
    units = _any([u for u in UNITS if u.isascii()])
    days = _any([w for w in WEEKDAYS if w.endswith("day")])
    return [
        ("days", rf"{_B}(?P<d1>{d}){to}(?P<d2>{d})\s+(?P<m>{m})(?!\w)\.?(?:,?\s+(?P<y>{_YEAR})\b)?"),
        ("days", rf"\b(?P<m>{m})\s+(?P<d1>{d}){to}(?P<d2>{d})(?!\d|\s+{m})\b(?:,?\s+(?P<y>{_YEAR})\b)?"),
        ("day", rf"{_B}(?:the\s+)?(?P<d>{d})\s+(?:of\s+)?(?P<m>{m})(?!\w)\.?(?:,?\s+(?P<y>{_YEAR})\b)?"),
        ("day", rf"\b(?P<m>{m})\s+(?P<d>{d})(?![\d,]\d|\d|:)\b(?:,?\s+(?P<y>{_YEAR})\b)?"),
        ("iso", rf"{_B}(?P<y>{_YEAR})-(?P<mm>\d\d)-(?P<d>\d\d)(?!\d)"),
        ("weeks", rf"\b(?:the\s+)?(?P<end>first|last|final)\s+{_NUM}\s+(?P<u>weeks?|days?)\s+(?:of|in)\s+(?P<m>{m})(?!\w)\.?(?:,?\s+(?P<y>{_YEAR})\b)?"),
        ("monthsto", rf"\b(?:the\s+)?(?:{_NUM}[\s-]months?|year)\s+(?:to|through|ending(?:\s+in)?|up\s+to)\s+(?:the\s+end\s+of\s+)?(?P<m>{m})\s+(?P<y>{_YEAR})\b"),
        ("monthsto", rf"\b(?:the\s+)?(?:{_NUM}[\s-]months?|year)\s+(?:to|through|ending|up\s+to)\s+(?:the\s+)?(?P<part>mid|middle\s+of|end\s+of)[\s-]+(?P<y>{_YEAR})\b"),
        ("month", rf"(?<!\w){p}(?P<m>{m})\b{of}(?P<y>{_YEAR})\b"),
        ("monthpair", rf"\b(?:in|during|over|of)\s+(?P<m>{m})(?:{to}|/)(?P<m2>{m})(?!\w|\s+\d\d?\b)(?:{of}(?P<y>{_YEAR})\b)?"),
        ("openmonth", rf"(?:(?<=^)|(?<=[.!?]\s)|(?<=\n))(?P<m>{m})(?=,\s[a-z]|:\s|\s(?:was|saw|brought|alone|had|ended|began|remained)\b)"),
        ("partofyear", rf"\b(?:the\s+)?(?P<end>first|last|second|third|fourth|final)\s+(?:(?P<half>half|quarter)|{_NUM}\s+months)\s+of\s+(?P<w>the|this|that|last|the\s+same)\s+year\b"),
        ("endofyear", r"\b(?P<pre>at|by|before|until|in)?\s*(?:the\s+)?(?P<end>end|start|beginning|middle|close|turn)\s+of\s+(?P<w>the|this|that|last|the\s+same)\s+year\b"),
        ("barequarter", r"\b(?:in|during|of|over|for)\s+the\s+(?P<end>first|second|third|fourth|last)\s+quarter\b(?!\s+of)"),
        ("around", rf"\b(?:in|during|over)\s+the\s+{_NUM}\s+(?P<u>days|weeks|months|years)\s+(?P<w>before|after|preceding|following)\b"),
        ("sincethen", r"\bsince\s+then\b"),
        ("thatmonth", r"\b(?P<part>early|mid|late)?\s*(?:that|the\s+same)\s+month\b"),
        ("dayofmonth", r"\b(?:on|of)\s+the\s+(?P<d>\d{1,2})(?:st|nd|rd|th)\b(?=[,.;]|\s(?:on|in|at|near|when|alone|gunmen|the|a)\b)"),
        ("thatyear", rf"(?<!\w){p}(?P<m>{m})\s+of\s+(?:that|the\s+same|this)\s+year\b"),
        ("baremonth", rf"\b(?P<pre>in|of|for|since|by|until|till|during|last|this|from|through|to|between|and|throughout)\s+{p}(?P<m>{m})\b(?!\s+\d|,?\s+{_YEAR}|\s+of\s+(?:{_YEAR}|(?:that|the\s+same|this)\s+year))"),
        ("partmonth", rf"\b(?P<part>early|mid|late|the end of|end of)[\s-]+(?P<m>{m})\b(?!,?\s+\d)"),
        ("season", rf"\b(?:the\s+)?{p}(?P<s>spring|summer|autumn|fall|winter){of}(?:the\s+)?(?P<y>{_YEAR})\b"),
        ("quarter", rf"\bQ(?P<q>[1-4])\s+(?:of\s+)?(?P<y>{_YEAR})\b"),
        ("years", rf"{_B}(?P<y1>{_YEAR})\s?[-–—/]\s?(?P<y2>{_YEAR}|\d\d)(?![\d-])"),
        ("day", rf"\b(?P<m>{m})\s+(?P<d>{d}),\s+(?P<y>{_OLD})\b"),
        ("day", rf"{_B}(?P<d>{d})\s+(?P<m>{m})\s+(?P<y>{_OLD})\b{_COUNTED}"),
        ("month", rf"(?<!\w)(?P<m>{m})\s+(?P<y>{_OLD})\b{_COUNTED}"),
        ("season", rf"\b(?:the\s+)?{p}(?P<s>spring|summer|autumn|fall|winter){of}(?:the\s+)?(?P<y>{_OLD})\b"),
        ("years", rf"(?:(?<=from )|(?<=between )|(?<=in )|(?<=\())(?P<y1>{_OLD})\s?[-–—]\s?(?P<y2>1[5-9]\d\d|\d\d)(?!\d)"),
        ("year", rf"(?:(?<=\bin )|(?<=\bIn )|(?<=\bsince )|(?<=\bSince )|(?<=\bby )|(?<=\buntil ))(?P<y>{_OLD})(?![\d,]\d|-\d|\d){_COUNTED}"),
        ("year", rf"(?<=\bof )(?P<y>{_OLD})(?=[.,;:)\]]|\s+(?:saw|was|had|and)\b)"),
        ("years", rf"\b(?:in|during|throughout)\s+(?P<y1>{_YEAR})\s+and\s+(?P<y2>{_YEAR})(?![\d-])"),
        ("decade", r"\b(?P<y>(?:19|20)\d0)s\b"),
        ("year", rf"(?<![\w.,/$€£]){_NO_COUNT}{p}(?P<y>{_YEAR})(?![\w/]|[.,]\d|-\d|\s?(?:km|m|GMT|hrs)\b)"),
        ("todate", r"\b(?:so\s+far\s+this\s+year|since\s+the\s+(?:start|beginning)\s+of\s+(?:the|this)\s+year)\b"),
        ("ago", rf"\b(?:about\s+|some\s+|around\s+|more\s+than\s+|over\s+|nearly\s+)?{_NUM}\s+(?P<u>{units})\s+ago\b"),
        ("past", rf"\b(?:the\s+|these\s+)?(?:past|last|previous|preceding)\s+(?:{_NUM}\s+)?(?P<u>{units})\b"),
        ("this", r"\b(?P<w>this|next)\s+(?P<u>week|month|year|quarter|weekend)\b"),
        ("day0", r"\b(?P<w>yesterday|today|tonight|last night|this morning|overnight)\b"),
        ("weekday", rf"\b(?:(?P<w>last|next|this)\s+)?(?P<wd>{days})(?!\w)"),
        ("sameday", r"\b(?:on\s+)?(?:the\s+same|that)\s+(?:day|night|morning|evening|afternoon)\b"),
        ("later", rf"\b{_NUM}\s+(?P<u>days?|weeks?|months?)\s+(?P<w>later|earlier)\b"),
        ("firstmonths", rf"\bthe\s+first\s+{_NUM}\s+months\s+of\s+(?P<y>{_YEAR})\b"),
        ("nextday", r"\bthe\s+(?P<w>following|next|previous)\s+(?P<u>day|week|month|year|morning)\b"),
        ("yearrel", r"\b(?P<w>that|the\s+same|a)\s+(?P<u>year|month)(?P<later>\s+(?:later|earlier))?\b(?!\s+(?:of|ago))|\bthe\s+(?P<u2>year)\s+(?P<w2>before|after)\b"),
    ]  # fmt: skip


def _french() -> list[tuple[str, str]]:
    m = _month(_FULL_FR, _SHORT_FR)
    d = rf"{_DAY}(?:er)?|premier"
    p = rf"(?:(?P<part>{_any(list(_PARTS))})(?:\s+de\s+l['’]|\s+d['’]|\s+de\s+|\s+du\s+mois\s+de\s+|\s+|-)(?:année\s+)?)?"
    units = _any(list(UNITS))
    days = _any([w for w in WEEKDAYS if not w.endswith("day")])
    return [
        ("days", rf"{_B}(?P<d1>{d})\s*(?:au|et|ou|[-–—])\s*(?:le\s+)?(?P<d2>{d})\s+(?P<m>{m})\b(?:\s+(?P<y>{_YEAR})\b)?"),
        ("day", rf"{_B}(?P<d>{d})\s+(?P<m>{m})\b(?:\s+(?P<y>{_YEAR})\b)?"),
        ("iso", rf"{_B}(?P<y>{_YEAR})-(?P<mm>\d\d)-(?P<d>\d\d)(?!\d)"),
        ("month", rf"(?<!\w){p}(?P<m>{m})\s+(?P<y>{_YEAR})\b"),
        ("baremonth", rf"\b(?P<pre>en|au mois de|depuis|de|d['’]|jusqu['’]en|jusqu['’]à|entre|et|à|dès|avant)\s*{p}(?P<m>{m})\b(?!\s+\d)"),
        ("partmonth", rf"\b(?P<part>début|mi|fin)[\s-]+(?P<m>{m})\b(?!\s+\d)"),
        ("season", rf"\b(?:l['’])?(?P<s>printemps|été|automne|hiver)\s+(?:de\s+)?(?P<y>{_YEAR})\b"),
        ("years", rf"{_B}(?P<y1>{_YEAR})\s?[-–—/]\s?(?P<y2>{_YEAR}|\d\d)(?![\d-])"),
        ("decade", r"\bannées\s+(?P<y>(?:19|20)\d0)\b"),
        ("year", rf"(?<![\w.,/$€£]){p}(?P<y>{_YEAR})(?![\d/]|[.,]\d|-\d|\s?(?:km|m)\b)"),
        ("todate", r"\bdepuis\s+le\s+début\s+de\s+(?:l['’]|cette\s+)année\b"),
        ("ago", rf"\bil\s+y\s+a\s+(?:environ\s+|plus\s+de\s+|près\s+de\s+)?{_NUM}\s+(?P<u>{units})\b"),
        ("past", rf"\b(?:ces|les|des|au cours des|depuis)\s+{_NUM}\s+(?:derniers|dernières|dernier)\s+(?P<u>{units})\b"),
        ("past", r"\b(?P<u>semaine|mois|année|an|décennie)\s+(?:dernière?|passée?)\b"),
        ("this", r"\b(?P<w>cette|ce)\s+(?P<u>semaine|mois|année)\b"),
        ("day0", r"\b(?P<w>hier|aujourd['’]hui|ce matin|avant-hier)\b"),
        ("weekday", rf"\b(?P<wd>{days})(?:\s+(?P<w>dernier|prochain))?(?!\w)"),
        ("sameday", r"\b(?:le\s+même\s+jour|ce\s+jour-là|la\s+même\s+journée|même\s+nuit)\b"),
        ("nextday", r"\ble\s+(?P<w>lendemain)\b"),
        ("yearrel", r"\b(?P<w>cette)\s+(?P<u>année)-là\b|\bla\s+même\s+(?P<u2>année)\b"),
    ]  # fmt: skip

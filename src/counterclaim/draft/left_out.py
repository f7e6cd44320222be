"""Numbers that count nothing of the field: ages, clock times, money, distances, names, years."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from counterclaim.draft.language import Lexicon, Token, singular
from counterclaim.draft.numerals import Numeral
from counterclaim.draft.word_lists import word_list

_CURRENCY = word_list("left_out_currency")
_CLOCK_AFTER = frozenset(["am", "pm", "a.m", "p.m", "gmt", "utc", "o'clock", "heures", "h"])
_STRENGTH = word_list("left_out_strength")
_SMALL_LABELS = word_list("left_out_small_labels")
_DETERMINERS = word_list("left_out_determiners")


@dataclass(frozen=True, slots=True)
class Around:
    """A numeral with its sentence and word lists."""

    tokens: Sequence[Token]
    numeral: Numeral
    words: Lexicon

    def low(self, at: int) -> str:
        """The token ``at`` places after the numeral (1, 2 ...) or before it (-1, -2 ...)."""
        index = self.numeral.last + at if at > 0 else self.numeral.first + at
        return self.tokens[index].low if 0 <= index < len(self.tokens) else ""

    def token(self, at: int) -> Token | None:
        """As :meth:`low`, the token itself."""
        index = self.numeral.last + at if at > 0 else self.numeral.first + at
        return self.tokens[index] if 0 <= index < len(self.tokens) else None

    def glued(self, at: int) -> bool:
        """True if no blank stands between the numeral and its neighbour (1 or -1)."""
        neighbour = self.token(at)
        if neighbour is None:
            return False
        mine = self.tokens[self.numeral.last if at > 0 else self.numeral.first]
        return neighbour.start == mine.end if at > 0 else neighbour.end == mine.start


def left_out(tokens: Sequence[Token], numeral: Numeral, words: Lexicon) -> str:
    """Why the numeral is no count of the field, or an empty string."""
    around = Around(tokens, numeral, words)
    return next((reason for reason, holds in _RULES if holds(around)), "")


def _is_code(a: Around) -> bool:
    """ "T-72", "155mm", "1990s", "24/7", "+223", "3:1"."""
    before, after = a.token(-1), a.token(1)
    if before and a.glued(-1) and before.low in ("/", "+", "#", "_", "°", ":", "@", "№"):
        return True
    if before and before.low == "." and a.glued(-1) and a.numeral.kind == "digits":
        earlier = a.token(-2)
        return earlier is not None and earlier.end == before.start
    if before and before.low in ("-", "–") and a.glued(-1):
        earlier = a.token(-2)
        if earlier and earlier.is_word and earlier.end == before.start:
            return True
    glued = after is not None and a.glued(1) and a.numeral.kind == "digits"
    follower = after.low if after else ""
    beyond = a.token(2) or Token(0, 0, "", "")
    digit_after = beyond.is_number and (not after or beyond.start == after.end)
    return glued and (
        (follower in ("/", "°", ":") and (digit_after or follower == "°"))
        or bool(follower[:1].isalpha() and follower != "'s")
    )


def _is_note_mark(a: Around) -> bool:
    """ "[5]", "[12, 13]", "[1-3]": digits alone in square brackets."""
    if a.numeral.kind != "digits":
        return False
    at = a.numeral.first - 1
    while at >= 0 and (a.tokens[at].is_number or a.tokens[at].low in (",", "-", "–", ";")):
        at -= 1
    opened = at >= 0 and a.tokens[at].low == "["
    return opened and a.low(1) in ("]", ",", "-", "–", ";")


def _is_page(a: Around) -> bool:
    """ "P. 112", "pp. 24-44, Vol. 15, No. 1": where something is printed."""
    if a.numeral.kind != "digits":
        return False
    at = a.numeral.first - 1
    while at >= 0 and (a.tokens[at].is_number or a.tokens[at].low in (",", "-", "–")):
        at -= 1
    dotted = at > 0 and a.tokens[at].low == "."
    word = a.tokens[at - dotted].low.rstrip(".") if at - dotted >= 0 else ""
    return word in _PAGES and (dotted or a.tokens[at].low.endswith(".") or word in _PAGES_WHOLE)


_PAGES_WHOLE = frozenset(["pp", "page", "pages", "vol", "vols"])
_PAGES = _PAGES_WHOLE | {"p", "no", "nos", "ch", "n"}


def _is_listed_label(a: Around) -> bool:
    """ "Resolutions (822, 853 and 884)": numbers in brackets behind a word for numbered things."""
    at = a.numeral.first - 1
    while at >= 0 and (a.tokens[at].is_number or a.tokens[at].low in (",", "and", "et", "&")):
        at -= 1
    opened = at > 0 and a.tokens[at].low == "("
    return opened and singular(a.tokens[at - 1].low, a.words.language) in a.words.words("labels")


def _is_compound(a: Around) -> bool:
    """ "24-year-old", "two-day", "three-storey"; a "200-strong" force stays."""
    hyphen = a.low(1) == "-" and a.glued(1)
    following = a.token(2)
    if not hyphen or following is None or not following.is_word:
        return False
    return following.low not in _STRENGTH and a.words.noun_class(following.low) != "killed"


def _is_money(a: Around) -> bool:
    if a.low(-1) in _CURRENCY or a.low(1) in ("$", "€", "£"):
        return True
    money = a.words.nouns
    if a.low(1) in ("per", "pour"):
        return False
    return any(
        money.get(low) == "money" or a.words.noun_class(low) == "money"
        for low in (a.low(1), a.low(2), a.low(3) if a.low(2) in ("us", "cfa", "de") else "")
    ) and a.low(1) not in (",", ".", "and", "et", "(")


def _is_measured(a: Around) -> bool:
    following = a.low(1)
    if len(following) == 1 and following.isalpha() and a.glued(1) is False:
        return following in ("m", "c") and not (a.token(1) or Token(0, 0, "", "")).is_capital
    if following in ("square", "cubic"):
        return True
    return a.words.noun_class(following) == "measures" and not a.words.noun_class(a.low(2))


def _is_age(a: Around) -> bool:
    if a.words.language == "en" and a.low(-1) in a.words.words("ages"):
        return True
    value = a.numeral.value or 0
    if a.low(1) in ("year", "years") and "old" in (a.low(2), a.low(3), a.low(4)):
        return True
    if a.low(-1) == "of" and a.low(-2) in _YOUNG and not _counts(a):
        return True
    if a.words.language == "fr" and a.low(1) == "ans":
        return (a.low(-1) in ("de", "d'") and a.low(-2) in a.words.words("ages")) or value < 18
    bounded = a.low(-1) in ("under", "below", "over") and a.low(-2) in _AGED
    if bounded and value <= 75 and not _counts(a):
        return True
    between = a.low(-1) in (",", "(") and a.low(1) in (",", ")", ".", ";", "")
    name = a.token(-2)
    return (
        between
        and a.numeral.kind == "digits"
        and 4 <= value <= 110
        and bool(name and name.is_capital and len(name.text) > 1)
    )


def _is_clock(a: Around) -> bool:
    following = a.low(1)
    if a.low(-1) == "past" and a.low(-2) in ("half", "quarter"):
        return True
    if following in _CLOCK_AFTER or (following in ("a", "p") and a.low(2) == "."):
        return True
    if following == "hours" and a.tokens[a.numeral.last].text.startswith("0"):
        return True
    return following == ":" and bool((a.token(2) or Token(0, 0, "", "")).is_number) and a.glued(1)


def _is_label(a: Around) -> bool:
    """ "Article 5", "Resolution 2085", "France 24": a name followed by its number."""
    before = a.token(-1)
    if before is None or not before.is_word or a.numeral.kind not in ("digits", "word"):
        return False
    label = before.low in a.words.words("labels") and not _numbering(a)
    if label and (before.low in _SMALL_LABELS or before.is_capital) and not _counts(a):
        return True
    named = before.is_capital and a.numeral.first > 1 and a.numeral.kind == "digits"
    bare = (a.numeral.value or 0) < 10_000 and not _counts(a) and before.low not in _OPENERS
    return named and bare and "," not in a.tokens[a.numeral.first].text


def _numbering(a: Around) -> bool:
    """ "The dead number 281": a verb, not the label of "number 7"."""
    before = a.words.noun_class(a.low(-2)) or a.words.harm_passive.get(a.low(-2), "")
    return a.low(-1) == "number" and bool(before)


_OPENERS = word_list("left_out_openers")


def _counts(a: Around) -> bool:
    """Something that is counted, or a verb of harm, follows."""
    for at in (1, 2, 3):
        low = a.low(at)
        if not low or not low[0].isalpha() or low in ("and", "et", "or", "ou"):
            break
        if low in a.words.harm_active or low in a.words.harm_passive or low in _AUXILIARY:
            return True
        if a.words.noun_class(low) not in ("", "abstract"):
            return True
    return False


_AUXILIARY = word_list("left_out_auxiliary")


def _is_year(a: Around) -> bool:
    """1900 to 2099 without a counted noun after it."""
    text = a.tokens[a.numeral.first].text
    if a.numeral.kind != "digits" or len(text) != 4 or not text.isdigit():
        return False
    noun = a.words.noun_class(a.low(1))
    return 1900 <= int(text) <= 2099 and (not noun or a.low(1) == singular_form(a))


def singular_form(a: Around) -> str:
    """The word after the numeral if it stands in the singular ("the 2014 attack"), else empty."""
    low = a.low(1)
    plural = low.endswith("s") or low in ("people", "men", "women", "children", "policemen")
    return "" if plural else low


def _is_decimal(a: Around) -> bool:
    """A fraction that is no percentage, or "43.157" before no counted noun."""
    value = a.numeral.value
    if value is None or _is_percent(a):
        return False
    if not a.numeral.certain:
        return not _counts(a)
    return value != int(value) and a.words.noun_class(a.low(1)) not in ("duration", "people")


def _is_percent(a: Around) -> bool:
    return a.low(1) in a.words.words("share_words") or (
        a.low(1) in ("per", "pour") and a.low(2) in ("cent",)
    )


def _is_list_number(a: Around) -> bool:
    return a.numeral.first == 0 and a.numeral.kind == "digits" and a.low(1) in (".", ")", "/")


def _is_pronoun(a: Around) -> bool:
    """ "One of the largest", "no one", "the one", "one day"."""
    if a.numeral.value != 1 or a.numeral.first != a.numeral.last or a.numeral.kind != "word":
        return False
    if _is_superlative(a.low(-1)) or (a.low(1) == "of" and _number_follows(a)):
        return True
    if a.tokens[a.numeral.first].low not in ("one", "un", "une"):
        return False
    if a.words.language == "fr":
        return a.low(1) in ("de", "des", "d'") or a.low(-1) in ("l'", "d'", "en", "comme")
    if a.low(1) == "of" and a.low(2) in ("these", "those", "its", "their") and not _harms(a):
        return True
    if a.low(1) == "of" and a.low(2) in ("the", "its", "their", "a") and _is_superlative(a.low(3)):
        return True
    if a.low(-1) == "that" and _counts(a):
        return False
    if a.low(-1) in _BEFORE_PRONOUN and (a.low(1) in _AFTER_PRONOUN or not a.low(1)):
        return True
    if a.low(-2) in ("a", "an", "the") and not a.low(1)[:1].isalpha():
        return True
    return a.low(-1) in _DETERMINERS or a.low(1) in ("another", "such", "-", "can", "must", "day")


def _harms(a: Around) -> bool:
    """Someone of arms or a victim, or a verb of harm, follows within eight tokens."""
    following = a.tokens[a.numeral.last + 1 : a.numeral.last + 9]
    return any(
        a.words.noun_class(t.low) in ("combatants", "killed") or t.low in a.words.harm_passive
        for t in following
    )  # fmt: skip


def _number_follows(a: Around) -> bool:
    """ "One of more than 100 groups", "one of the 12 survivors"."""
    following = a.tokens[a.numeral.last + 2 : a.numeral.last + 6]
    at = next((k for k, t in enumerate(following) if t.is_number), None)
    return at is not None and "-" not in [t.low for t in following[at + 1 : at + 2]]


def _is_family(a: Around) -> bool:
    """ "A mother of three"."""
    return a.low(-1) in ("of", "de") and a.low(-2) in _PARENTS and not _counts(a)


_YOUNG = frozenset(["girl", "boy", "child", "man", "woman", "youth", "baby"])
_AGED = frozenset(
    [
        "them",
        "children",
        "people",
        "those",
        "women",
        "men",
        "girls",
        "boys",
        "aged",
        "whom",
        "civilians",
    ]
)
_BEFORE_PRONOUN = frozenset(["in", "to", "from", "by", "with", "on", "like", "than", "as", "for"])
_AFTER_PRONOUN = frozenset([",", ".", ";", "in", "on", "at", "by", "from", "that", "which", "with"])
_PARENTS = word_list("left_out_parents")


def _is_superlative(low: str) -> bool:
    if low.endswith("est"):
        return low not in ("west", "est", "latest")
    return low in ("worst", "most", "few", "main", "many", "only", "first", "key")


def _is_one_in(a: Around) -> bool:
    """ "One attack in three", "un habitant sur dix"."""
    if a.low(-1) == "every" and a.low(-2) == "in":
        return True
    if (
        a.low(-1) in ("in", "sur")
        and _small_number(a.token(-2) or a.tokens[0])
        and a.numeral.value in (2, 3, 4, 5, 10)
    ):
        return True
    if a.low(-1) in ("in", "sur") and "one" in (a.low(-2), a.low(-3), a.low(-3)):
        return True
    if a.low(-1) == "sur" and a.low(-3) in ("un", "une"):
        return True
    ahead = [t for t in a.tokens[a.numeral.last + 1 : a.numeral.last + 6] if t.low != "every"]
    first = a.tokens[a.numeral.first].low
    if first not in ("one", "un", "une"):
        return False
    return any(
        t.low in ("in", "sur") and k + 1 < len(ahead) and _small_number(ahead[k + 1])
        for k, t in enumerate(ahead[:3])
    )


def _small_number(token: Token) -> bool:
    words = (
        "two three four five six seven eight nine ten deux trois quatre cinq six sept huit neuf dix"
    )
    return token.low in words.split() or (token.is_number and len(token.text) <= 2)


def _is_unit_name(a: Around) -> bool:
    """ "The 27 Task Force Brigade": capitals that end in a unit."""
    for at in (1, 2, 3, 4):
        token = a.token(at)
        if token is None or not token.is_capital:
            return False
        if token.low in a.words.words("units") and token.low not in (
            "day",
            "week",
            "month",
            "year",
        ):
            return a.numeral.kind == "digits" and not token.low.endswith("s")
    return False


def _is_day(a: Around) -> bool:
    """French "le 20" before no noun: a day."""
    value = a.numeral.value or 0
    alone = not a.low(1)[:1].isalpha()
    return a.words.language == "fr" and a.low(-1) == "le" and 1 <= value <= 31 and alone


def _is_group_name(a: Around) -> bool:
    return a.low(-1) == "of" and a.low(-2) == "group" and a.tokens[a.numeral.first].is_capital


def _is_multiple(a: Around) -> bool:
    """ "Three times more", "five-fold"."""
    if a.tokens[a.numeral.first].low in ("twice", "thrice"):
        return a.low(1) in ("as", "the", "that", "its", "their", "what")
    if a.low(1) not in ("times", "fois", "x"):
        return False
    return a.low(2) in (
        "more", "as", "higher", "the", "larger", "greater", "its", "their", "less", "that", "plus",
        "moins", "over", "what", "bigger", "faster",
    )  # fmt: skip


_RULES: tuple[tuple[str, Callable[[Around], bool]], ...] = (
    ("list number", _is_list_number),
    ("note mark", _is_note_mark),
    ("page", _is_page),
    ("listed label", _is_listed_label),
    ("code", _is_code),
    ("compound", _is_compound),
    ("money", _is_money),
    ("measure", _is_measured),
    ("age", _is_age),
    ("clock", _is_clock),
    ("year", _is_year),
    ("decimal", _is_decimal),
    ("label", _is_label),
    ("one in", _is_one_in),
    ("pronoun", _is_pronoun),
    ("group name", _is_group_name),
    ("unit name", _is_unit_name),
    ("day", _is_day),
    ("multiple", _is_multiple),
    ("family", _is_family),
)

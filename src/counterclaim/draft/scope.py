"""What a figure counts: the class of act or harm, the population, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from counterclaim.draft.figures import Figure, Reading
from counterclaim.draft.harm import harm_of
from counterclaim.draft.language import Lexicon, Token, singular
from counterclaim.draft.word_lists import word_list
from counterclaim.model.scope import HARMS, Counts

_STOPS = word_list("scope_stops")
_THROUGH = word_list("scope_through")
_INCLUDING = word_list("scope_including")
_ARMED = word_list("scope_armed")
_STRENGTHS = frozenset(["force", "forces", "army", "garrison", "contingent", "strength"])
_OTHERS = frozenset(["others", "other", "more", "another", "autres", "autre"])


@dataclass(frozen=True, slots=True)
class Measured:
    """What a figure counts.

    ``counts`` is a class of the vocabulary; ``noun`` its head word; ``strong`` is False where the
    words alone do not tell that it belongs to the field; ``sure`` False where it was inherited.
    """

    counts: Counts
    noun: str = ""
    noun_class: str = ""
    population: str = ""
    strong: bool = False
    sure: bool = True
    noun_at: int | None = None


def measure(reading: Reading, figure: Figure, previous: Measured | None = None) -> Measured:
    """The class of act or harm that the figure counts; ``previous`` is the figure before it."""
    at, noun_class = head_noun(reading.tokens, figure.number[1], reading.words)
    noun = singular(reading.tokens[at].low, reading.words.language) if at is not None else ""
    population = reading.words.population(noun) if noun else ""
    counts, sure, strong = _class(reading, figure, noun, noun_class, previous)
    if not population and previous and not noun and sure is False:
        population = previous.population
    return Measured(counts, noun, noun_class, population, strong, sure, at)


def _class(
    reading: Reading, figure: Figure, noun: str, noun_class: str, previous: Measured | None
) -> tuple[Counts, bool, bool]:
    """Class, whether it was in the words, and whether it surely belongs to the field."""
    if figure.kind == "percent":
        return Counts.SHARE, True, False
    if figure.kind == "duration":
        return Counts.DURATION, True, False
    if figure.kind == "times":
        return Counts.ACTS, True, False
    if figure.kind == "zero":
        return _zero_class(reading, figure, noun_class)
    if noun_class in HARMS:
        done = _done_to_captives(reading, figure, noun_class)
        if noun in ("victim", "victime") and (harm := _of_victims(reading, previous)):
            return Counts(harm), False, True
        return Counts(done or noun_class), True, bool(done) or not reading.words.holds("weak", noun)
    if noun_class in ("combatants", "people", ""):
        return _people_class(reading, figure, noun, noun_class, previous)
    known = noun_class in Counts._value2member_map_
    counts = Counts(noun_class) if known else Counts.OTHER
    return counts, True, not reading.words.holds("weak", noun)


def _of_victims(reading: Reading, previous: Measured | None) -> str:
    """What befell the victims: what the sentence names, else what was counted before."""
    lows = {token.low for token in reading.tokens}
    if lows & _DEADLY:
        return "killed"
    before = previous.counts.value if previous else ""
    return before if before in ("killed", "abducted", "arrested", "displaced") else ""


_DEADLY = frozenset(["execution", "executions", "massacre", "massacres", "killings", "murders"])


def _done_to_captives(reading: Reading, figure: Figure, noun_class: str) -> str:
    """ "The execution of 15 prisoners": what was done to those already held or displaced."""
    if noun_class not in ("detained", "displaced", "abducted"):
        return ""
    spans = [f.number for f in reading.figures]
    harm = harm_of(reading.tokens, *figure.number, reading.harms, spans, reading.words)
    if harm is None or harm.counts not in ("killed", "wounded", "disappeared"):
        return ""
    if any(figure.number[1] < f.number[0] < harm.at for f in reading.figures):
        return ""
    return harm.counts if harm.at > figure.number[1] or figure.first - harm.at <= 4 else ""


def _freed(reading: Reading, figure: Figure, noun_at: int | None) -> bool:
    """ "Released five soldiers", "seven were later freed"."""
    last = noun_at if noun_at is not None else figure.number[1]
    before = reading.tokens[max(0, figure.first - 3) : figure.first]
    after = reading.tokens[last + 1 : last + 4]
    return any(t.low in _FREED for t in [*before, *after])


_FREED = word_list("scope_freed")


def _zero_class(reading: Reading, figure: Figure, noun_class: str) -> tuple[Counts, bool, bool]:
    span = reading.tokens[figure.first : figure.last + 1]
    for token in span:
        found = reading.words.noun_class(token.low)
        if found in HARMS:
            return Counts(found), True, True
    harm = next((h for h in reading.harms if h.at > figure.last), None)
    counts = harm.counts if harm and harm.counts in HARMS else "casualties"
    return Counts(counts), True, True


def _people_class(
    reading: Reading, figure: Figure, noun: str, noun_class: str, previous: Measured | None
) -> tuple[Counts, bool, bool]:
    at, _ = head_noun(reading.tokens, figure.number[1], reading.words)
    if _freed(reading, figure, at):
        held = previous is not None and previous.counts.value in ("detained", "arrested")
        return Counts.DETAINED if held else Counts.ABDUCTED, False, True
    if _is_strength(reading, figure):
        return Counts.TROOPS, True, True
    if _are_fallen(reading, figure):
        return Counts.KILLED, True, True
    if previous and _of_them(reading, figure) and previous.counts.value in HARMS | {"troops"}:
        return previous.counts, False, True
    spans = [f.number for f in reading.figures]
    harm = harm_of(reading.tokens, *figure.number, reading.harms, spans, reading.words)
    if harm and not noun_class and noun and reading.tokens[harm.at].low in ("lost", "perdu"):
        return Counts.OTHER, True, False
    toll = "" if noun or not harm or harm.at < figure.first else _governing_noun(reading, figure)
    between = any(harm and figure.number[1] < f.number[0] < harm.at for f in reading.figures)
    if toll in HARMS and between:  # "the death toll up to 537, with another 2,500 wounded"
        return Counts(toll), True, True
    still = harm and harm.counts == "detained" and not noun and previous
    if still and previous and previous.counts.value == "abducted":
        return Counts.ABDUCTED, False, True
    if (
        harm
        and harm.counts in HARMS
        and (noun_class or not noun or _close(reading, figure, harm.at))
    ):
        return Counts(harm.counts), True, True
    if put := _put_at(reading, figure):
        return Counts(put), True, True
    governed = "" if noun and noun not in _OTHERS else _governing_noun(reading, figure)
    if governed:
        return Counts(governed), True, True
    if not noun and (ahead := _announced(reading, figure)):
        return Counts(ahead), False, True
    carried = _carried(reading, figure, noun_class, noun, previous)
    if carried:
        return carried, False, True
    if noun_class == "combatants" or (harm and harm.counts == "troops"):
        return Counts.TROOPS, True, not reading.words.holds("weak", noun)
    if noun_class == "people":
        armed = noun in ("man", "homme") and any(t.low in _ARMED for t in reading.tokens)
        return (Counts.TROOPS if armed else Counts.PEOPLE), True, False
    return Counts.OTHER, False, False


def _are_fallen(reading: Reading, figure: Figure) -> bool:
    """ "134,000 fallen soldiers", "60 slain farmers"."""
    after = reading.tokens[figure.number[1] + 1 : figure.number[1] + 3]
    return len(after) == 2 and after[0].low in ("fallen", "slain") and after[1].is_word


def _is_strength(reading: Reading, figure: Figure) -> bool:
    """ "A garrison 6,000 strong", "the force now numbers 1,000"."""
    after = [t.low for t in reading.tokens[figure.number[1] + 1 : figure.number[1] + 3]]
    before = [t.low for t in reading.tokens[max(0, figure.first - 2) : figure.first]]
    if "strong" in after:
        return True
    numbers = any(low in ("numbers", "numbered", "numbering") for low in before)
    return numbers and _governing_noun(reading, figure) not in HARMS


def _of_them(reading: Reading, figure: Figure) -> bool:
    """ "Two of them pregnant": a part of those that the figure before counts."""
    after = [t.low for t in reading.tokens[figure.number[1] + 1 : figure.number[1] + 3]]
    spans = [f.number for f in reading.figures]
    harm = harm_of(reading.tokens, *figure.number, reading.harms, spans, reading.words)
    return harm is None and after in (["of", "them"], ["of", "whom"], ["d'", "eux"])


def _governing_noun(reading: Reading, figure: Figure) -> str:
    """ "Fatalities never higher than 47", "the toll stood at 30": a noun before a bare figure."""
    for at in range(figure.first - 1, max(-1, figure.first - 9), -1):
        token = reading.tokens[at]
        if token.low == ":" and at == figure.first - 1:
            continue
        if token.low in ";:." or token.low in reading.words.words("breaks"):
            return ""
        found = reading.words.noun_class(token.low)
        cause = reading.tokens[at - 1].low in ("from", "in", "by", "during", "drone", "air")
        if found in HARMS or (found == "acts" and not cause):
            return found
        near = 9 if token.low == "strength" else 5
        if token.low in _STRENGTHS and not token.is_capital and figure.first - at <= near:
            return "troops"
    return ""


def _close(reading: Reading, figure: Figure, harm: int) -> bool:
    """Beside an unknown noun the word of harm must stand close."""
    if harm < figure.first:
        return figure.first - harm <= 3
    return harm - figure.number[1] <= 5


def _put_at(reading: Reading, figure: Figure) -> str:
    """ "Put the losses at 66,000 soldiers": the noun before "at"."""
    before = reading.tokens[max(0, figure.first - 18) : figure.first]
    if not before or before[-1].low not in ("at", "à"):
        return ""
    found = [reading.words.noun_class(t.low) for t in before]
    found = [c for c in found if c in HARMS]
    return found[-1] if found else ""


_PARTS_OF_PEOPLE = word_list("scope_parts_of_people")


def _announced(reading: Reading, figure: Figure) -> str:
    """ "The count stood at 10,000 until 40,000 were found killed": the class of what follows."""
    before = [t.low for t in reading.tokens[max(0, figure.first - 6) : figure.first]]
    if not any(
        low in ("count", "figure", "number", "chiffre", "total", "estimate", "tally")
        for low in before
    ):
        return ""
    return next((h.counts for h in reading.harms if h.at > figure.last and h.counts in HARMS), "")


def _carried(
    reading: Reading, figure: Figure, noun_class: str, noun: str, previous: Measured | None
) -> Counts | None:
    """ "Including 12 children", "another five", "of whom two": the class of the figure before."""
    if previous is None or previous.counts.value not in HARMS | {
        "acts",
        "people",
        "troops",
        "vehicles",
        "other",
        "sites",
        "places",
    }:
        return None
    before = [t.low for t in reading.tokens[max(0, figure.first - 5) : figure.first]]
    subset = any(low in _INCLUDING for low in before)
    if noun_class in ("combatants", "people") and noun not in _OTHERS:
        breakdown = noun in _PARTS_OF_PEOPLE and not reading.harms
        breakdown = breakdown or _after_colon(reading, figure)
        return previous.counts if (subset or breakdown) and previous.counts.value in HARMS else None
    return previous.counts if not noun or noun in _OTHERS else None


def _after_colon(reading: Reading, figure: Figure) -> bool:
    """ "1,914 dead: 593 civilians, 702 rebels": the figure is part of a list after a colon."""
    for at in range(figure.first - 1, max(-1, figure.first - 22), -1):
        token = reading.tokens[at]
        if token.low == ":":
            return any(f.last < at for f in reading.figures)
        if token.low in reading.words.words("be") or token.low in reading.words.harm_active:
            return False
    return False


def head_noun(tokens: Sequence[Token], last: int, words: Lexicon) -> tuple[int | None, str]:
    """The noun that the figure ending at token ``last`` counts, and its class ("" if unknown)."""
    run = _noun_run(tokens, last, words)
    known = [(at, words.noun_class(tokens[at].low)) for at in run]
    known = [(at, found) for at, found in known if found]
    if not run:
        return None, ""
    if words.language != "fr" and (not known or known[-1][0] != run[-1]):
        guess = _people_by_form(tokens[run[-1]], words)
        known += [(run[-1], guess)] if guess else []
    if words.language == "fr":
        guess = _people_by_form(tokens[run[0]], words)
        return known[0] if known else (run[0], guess)
    if known and (known[-1][0] == run[-1] or known[-1][1] in HARMS | {"combatants", "people"}):
        return known[-1]
    if known and known[-1][0] >= run[-1] - 1 - (tokens[run[-1] - 1].low == "of"):
        return known[-1]
    if _no_plural(tokens, last, run[-1], words):
        return None, ""
    return run[-1], ""


def _no_plural(tokens: Sequence[Token], last: int, at: int, words: Lexicon) -> bool:
    """ "The remaining 687 came", "over 41,000 abroad": no noun of more than one."""
    single = tokens[last].low in ("one", "a", "an", "single", "1")
    low = tokens[at].low
    known_form = low.endswith("s") or tokens[at].is_capital or singular(low, "en") != low
    return words.language == "en" and not single and not known_form


_PEOPLE_ENDINGS = ("ers", "ors", "ists", "ians", "eers", "men", "ants", "ees", "mates", "women")


def _people_by_form(token: Token, words: Lexicon) -> str:
    """Unknown plurals such as "commissioners", "directors", and capitalised peoples."""
    if words.language == "fr":
        return (
            "people" if token.is_capital and token.low.endswith("s") and len(token.low) > 4 else ""
        )
    if not token.low.endswith("s") and not token.low.endswith("men"):
        return ""
    if token.is_capital and not token.text.isupper():
        return "people"
    return "people" if token.low.endswith(_PEOPLE_ENDINGS) else ""


def _noun_run(tokens: Sequence[Token], last: int, words: Lexicon) -> list[int]:
    """Tokens of the noun phrase after the number, up to a verb, preposition or sign."""
    run: list[int] = []
    for at in range(last + 1, min(len(tokens), last + 9)):
        token = tokens[at]
        if token.low == "'s" and run and words.language == "en":
            run.clear()
            continue
        if token.low in _THROUGH and (
            not run or token.low in ("-", "’", '"', "“") or _partitive(tokens, at, run, words)
        ):
            continue
        if not token.is_word or token.is_number or token.low in _STOPS:
            break
        if _phrase_ends(tokens, at, run, words):
            break
        if not run and _is_adjective(tokens, at, words):
            continue
        if run and token.low.endswith("ing") and words.noun_class(tokens[run[-1]].low):
            break
        if _is_verb(token, words) and not (
            words.noun_class(token.low) and not run and token.low in _NOUNS_FIRST
        ):
            break
        run.append(at)
    while run and _no_noun(tokens[run[-1]].low, words):
        run.pop()
    return run


def _phrase_ends(tokens: Sequence[Token], at: int, run: list[int], words: Lexicon) -> bool:
    """ "230 operations | of the army", "20 vehicles | set out": a known plural is the head."""
    if words.language == "fr" or not run:
        return False
    low, head = tokens[at].low, tokens[run[-1]].low
    if not words.noun_class(head) or words.noun_class(head) == "abstract":
        return False
    plural = head.endswith("s") or singular(head, words.language) != head
    return plural and (low in ("of", "from") or not (low.endswith("s") or tokens[at].is_capital))


def _is_adjective(tokens: Sequence[Token], at: int, words: Lexicon) -> bool:
    """A participle between number and noun: "187 destroyed vehicles", "two wounded men"."""
    following = [t for t in tokens[at + 1 : at + 4] if t.low not in "”\"'’"][:2]
    if not following or following[0].low in words.words("be"):
        return False
    noun = any(words.noun_class(t.low) for t in following[:2] if t.is_word)
    return tokens[at].low.endswith("ed") and noun and following[0].low not in _STOPS | _THROUGH


def _no_noun(low: str, words: Lexicon) -> bool:
    """Participles and adverbs that close a noun phrase: "12 of them seriously", "30 arrived"."""
    ends = ("ed", "ly") if words.language == "en" else ("ment",)
    return low.endswith(ends) and not words.noun_class(low)


_NOUNS_FIRST = word_list("scope_nouns_first")


def _partitive(tokens: Sequence[Token], at: int, run: list[int], words: Lexicon) -> bool:
    """ "Pieces of equipment", "members of the force", "corps de soldats"."""
    return tokens[at].low in ("of", "de", "d'") and len(run) == 1 and tokens[run[0]].low in (
        "pieces", "members", "number", "bodies", "groups", "dozens", "types",
        "corps", "membres", "éléments", "piece", "pairs",
    )  # fmt: skip


def _is_verb(token: Token, words: Lexicon) -> bool:
    low = token.low
    if token.text.isupper() and len(low) > 1:
        return False
    return (
        (low in words.harm_active and not low.endswith(("ings", "arrest")) and low != "wounds")
        or low in words.harm_passive
        or low in words.words("be")
        or (low in words.words("things_done") and words.noun_class(low) == "")
    )

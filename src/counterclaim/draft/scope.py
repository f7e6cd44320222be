"""What a figure counts: the class of act or harm, the population, and how sure that is."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

from counterclaim.draft import bare
from counterclaim.draft.figures import Figure, Reading
from counterclaim.draft.head_nouns import head_noun
from counterclaim.draft.language import singular
from counterclaim.draft.word_lists import word_list
from counterclaim.model.quantity import Number
from counterclaim.model.scope import HARMS, Counts

_INCLUDING = word_list("scope_including")
_ARMED = word_list("scope_armed")
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


@dataclass
class Counted:
    """What a text has counted so far: the last figure, this sentence's and those before it.

    ``topic`` is what befalls the victims that the whole text is about, if it is not death.
    """

    last: Measured | None = None
    row: list[tuple[int, Counts]] = field(default_factory=list)
    before: list[Counts] = field(default_factory=list)
    values: dict[Number, Counts] = field(default_factory=dict)
    topic: str = ""

    def new_sentence(self) -> None:
        """The figures of the sentence become those of the sentence before."""
        if self.row:
            self.before, self.row = [counts for _, counts in self.row], []

    def add(self, figure: Figure, measured: Measured) -> None:
        """One more figure; a share or a duration leaves what was counted as it was."""
        if measured.counts not in (Counts.DURATION, Counts.SHARE):
            self.last = measured
            self.row.append((figure.number[0], measured.counts))
            if figure.best is not None and figure.best > 2:
                self.values[figure.best] = measured.counts

    def same(self, figure: Figure) -> Counts | None:
        """What an earlier figure of the same value counted."""
        return self.values.get(figure.best) if figure.best is not None else None


def measure(reading: Reading, figure: Figure, counted: Counted | None = None) -> Measured:
    """The class of act or harm that the figure counts; ``counted`` holds the figures before it."""
    counted = counted or Counted()
    previous = counted.last
    at, noun_class = head_noun(reading.tokens, figure.number[1], reading.words)
    noun = singular(reading.tokens[at].low, reading.words.language) if at is not None else ""
    population = reading.words.population(noun) if noun else ""
    counts, sure, strong = _class(reading, figure, noun, noun_class, counted)
    if not population and previous and not noun and sure is False:
        population = previous.population
    return Measured(counts, noun, noun_class, population, strong, sure, at)


def _class(
    reading: Reading, figure: Figure, noun: str, noun_class: str, counted: Counted
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
        if noun in ("victim", "victime") and (befell := _of_victims(reading, figure, counted)):
            return Counts(befell), False, True
        return Counts(done or noun_class), True, bool(done) or not reading.words.holds("weak", noun)
    if noun_class in ("combatants", "people", ""):
        return _people_class(reading, figure, noun, noun_class, counted)
    known = noun_class in Counts._value2member_map_
    counts = Counts(noun_class) if known else Counts.OTHER
    return counts, True, not reading.words.holds("weak", noun)


def _of_victims(reading: Reading, figure: Figure, counted: Counted) -> str:
    """What befell the victims: what the sentence names, else what was counted before."""
    harm = reading.harm_done_to(figure)
    if harm and harm.counts in ("killed", "abducted", "displaced"):
        return harm.counts
    lows = {token.low for token in reading.tokens}
    if lows & _DEADLY:
        return "killed"
    before = counted.last.counts.value if counted.last else ""
    return before if before in ("killed", "abducted", "arrested", "displaced") else counted.topic


_DEADLY = frozenset(["execution", "executions", "massacre", "massacres", "killings", "murders"])


def _done_to_captives(reading: Reading, figure: Figure, noun_class: str) -> str:
    """ "The execution of 15 prisoners": what was done to those already held or displaced."""
    if noun_class not in ("detained", "displaced", "abducted"):
        return ""
    harm = reading.harm_done_to(figure)
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
    after = reading.tokens[figure.last + 1 : figure.last + 4]
    within = [
        reading.words.noun_class(t.low) for t in reading.tokens[figure.first : figure.last + 1]
    ]
    within = [counts for counts in within if counts in HARMS]
    joined = {*within, *(reading.words.noun_class(t.low) for t in after[:2])}
    if joined >= {"killed", "wounded"} or any(t.low == "harmed" for t in after):
        return Counts.CASUALTIES, True, True
    if within:
        return Counts(within[0]), True, True
    harm = next((h for h in reading.harms if h.at > figure.last), None)
    counts = harm.counts if harm and harm.counts in HARMS else "casualties"
    return Counts(counts), True, True


def _people_class(
    reading: Reading, figure: Figure, noun: str, noun_class: str, counted: Counted
) -> tuple[Counts, bool, bool]:
    previous = counted.last
    at, _ = head_noun(reading.tokens, figure.number[1], reading.words)
    if _freed(reading, figure, at):
        held = previous is not None and previous.counts.value in ("detained", "arrested")
        return Counts.DETAINED if held else Counts.ABDUCTED, False, True
    if _is_strength(reading, figure):
        return Counts.TROOPS, True, True
    if _are_fallen(reading, figure):
        return Counts.KILLED, True, True
    if previous and _is_part(reading, figure) and previous.counts.value in HARMS | {"troops"}:
        return previous.counts, False, True
    if not noun and (known := _known(reading, figure, counted)):
        return known, False, True
    if harmed := _harmed(reading, figure, noun, noun_class, previous):
        return harmed
    alone = not counted.row or counted.row[-1][1] == Counts.TROOPS
    if alone and not noun and bare.of_fighters(reading, figure):
        return Counts.TROOPS, False, True
    return _not_harmed(reading, figure, noun, noun_class, previous)


def _known(reading: Reading, figure: Figure, counted: Counted) -> Counts | None:
    """The class of a bare figure that repeats what was counted, or counts it at another time."""
    if (again := counted.same(figure)) and bare.is_restated(reading, figure):
        return again
    if fellow := bare.in_step(reading, figure, counted.row, counted.before):
        return fellow
    if subject := bare.changed(reading, figure):
        return Counts(subject)
    return counted.row[-1][1] if counted.row and bare.is_compared(reading, figure) else None


def _harmed(
    reading: Reading, figure: Figure, noun: str, noun_class: str, previous: Measured | None
) -> tuple[Counts, bool, bool] | None:
    """What befell those whom the figure counts, if its sentence says so."""
    harm = reading.harm_done_to(figure)
    if harm is None or harm.counts not in HARMS:
        return None
    verb = reading.tokens[harm.at].low
    if not noun_class and noun and verb in ("lost", "perdu"):
        return Counts.OTHER, True, False
    if not noun_class and verb in _TAKEN and not _into_exile(reading, figure):
        return None
    if not noun and verb in ("lost", "perdu") and previous and previous.counts in _THINGS:
        return previous.counts, False, True
    if not noun and (nearer := bare.nearer_noun(reading, figure, harm)):
        return Counts(nearer), True, True
    toll = "" if noun or harm.at < figure.first else bare.governing_noun(reading, figure)
    between = any(figure.number[1] < f.number[0] < harm.at for f in reading.figures)
    if toll in HARMS and between:  # "the death toll up to 537, with another 2,500 wounded"
        return Counts(toll), True, True
    still = harm.counts == "detained" and not noun and previous
    if still and previous and previous.counts.value == "abducted":
        return Counts.ABDUCTED, False, True
    if noun_class or not noun or _close(reading, figure, harm.at):
        return Counts(harm.counts), True, True
    return None


_THINGS = frozenset([Counts.VEHICLES, Counts.SITES, Counts.OTHER])


def _into_exile(reading: Reading, figure: Figure) -> bool:
    """ "Drove hundreds of thousands into hiding"."""
    after = [t.low for t in reading.tokens[figure.number[1] + 1 : figure.number[1] + 4]]
    return any(low in ("into", "from", "out") for low in after)


_TAKEN = word_list("scope_taken")
"""Verbs that harm people and are innocent of things: "seized"."""


def _not_harmed(
    reading: Reading, figure: Figure, noun: str, noun_class: str, previous: Measured | None
) -> tuple[Counts, bool, bool]:
    """The class of a figure that no verb of harm governs."""
    if put := bare.put_at(reading, figure):
        return Counts(put), True, True
    if (noun_class or not noun) and (state := _state(reading, figure)):
        return Counts(state), True, True
    if noun_class and (shared := _alongside(reading, figure)):
        return Counts(shared), False, True
    governed = bare.governing_noun(reading, figure)
    if governed and (not noun or noun in _OTHERS or (governed == "troops" and noun_class)):
        return Counts(governed), True, True
    if not noun and (ahead := bare.announced(reading, figure)):
        return Counts(ahead), False, True
    carried = _carried(reading, figure, noun_class, noun, previous)
    if carried:
        return carried, False, True
    harm = reading.harm_done_to(figure)
    if noun_class == "combatants" or (harm and harm.counts == "troops"):
        return Counts.TROOPS, True, not reading.words.holds("weak", noun)
    if noun_class == "people":
        return (Counts.TROOPS if _are_armed(reading, noun) else Counts.PEOPLE), True, False
    return Counts.OTHER, False, False


def _alongside(reading: Reading, figure: Figure) -> str:
    """ "He was killed, along with five other militants": the harm that they shared."""
    before = " ".join(t.low for t in reading.tokens[max(0, figure.first - 3) : figure.first])
    if not before.endswith(("along with", "together with", "as well as", "alongside")):
        return ""
    earlier = [h.counts for h in reading.harms if h.at < figure.first and h.counts in HARMS]
    return earlier[-1] if earlier else ""


def _are_armed(reading: Reading, noun: str) -> bool:
    """ "A column of 80 men", "its leaders talk of 4,000 men": not "men, women and children"."""
    lows = {t.low for t in reading.tokens}
    return noun in ("man", "homme") and (bool(lows & _ARMED) or not lows & _OF_FAMILIES)


_OF_FAMILIES = word_list("scope_of_families")


def _state(reading: Reading, figure: Figure) -> str:
    """ "Scores of crew remain hostages", "9,000 suspects sit in jails": a state told after it."""
    stops = reading.words.words("breaks")
    for at in range(figure.number[1] + 1, min(len(reading.tokens), figure.number[1] + 12)):
        low, before = reading.tokens[at].low, reading.tokens[at - 1].low
        if low in ";:.,)" or low in stops or any(f.first == at for f in reading.figures):
            return ""
        if low in _HOSTAGES and before not in ("the", "for", "of"):
            return "abducted"
        if low in _HELD and _into(reading, at):
            return "detained"
        if low in _REFUGE and before in ("sought", "seeking", "seek", "found", "the"):
            return "displaced"
    return ""


_HOSTAGES = word_list("scope_hostages")
_HELD = word_list("scope_held")
_REFUGE = frozenset(["refuge", "asylum", "shelter", "move"])


def _into(reading: Reading, at: int) -> bool:
    """ "In SDF jails", "behind bars", "taken into custody"."""
    before = [t.low for t in reading.tokens[max(0, at - 3) : at]]
    return any(low in ("in", "into", "behind", "inside") for low in before)


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
    return numbers and bare.governing_noun(reading, figure) not in HARMS


def _is_part(reading: Reading, figure: Figure) -> bool:
    """ "Two of them pregnant", "(among them 678 children)": a part of those counted before."""
    after = [t.low for t in reading.tokens[figure.number[1] + 1 : figure.number[1] + 3]]
    harm = reading.harm_done_to(figure)
    if not harm and after in (["of", "them"], ["of", "whom"], ["d'", "eux"]):
        return True
    if not any(f.number[1] < figure.first for f in reading.figures):
        return False
    beside = harm is not None and abs(harm.at - figure.number[1]) <= 3
    return _is_included(reading, figure) and not beside


def _is_included(reading: Reading, figure: Figure) -> bool:
    """A word of inclusion stands directly before: "including at least 12", "of whom two"."""
    before = [t.low for t in reading.tokens[max(0, figure.first - 6) : figure.first]]
    if before[-1:] == [","] and before[-2:-1] not in _PRONOUNS:
        return False
    last = next((k for k in range(len(before) - 1, -1, -1) if before[k] in _INCLUDING), None)
    if last is None:
        return any(a == "of" and [b] in _PRONOUNS for a, b in itertools.pairwise(before[-4:]))
    near = len(before) - last <= 4 or before[-1] in ("and", "et")
    return near and not set(before[last + 1 :]) & _ELSEWHERE


_ELSEWHERE = frozenset(["from", "to", "at", "in", "on", "by", "de", "à"])
_PRONOUNS = (["whom"], ["which"], ["them"], ["these"], ["those"])


def _close(reading: Reading, figure: Figure, harm: int) -> bool:
    """Beside an unknown noun the word of harm must stand close."""
    if harm < figure.first:
        return figure.first - harm <= 3
    return harm - figure.number[1] <= 5


_PARTS_OF_PEOPLE = word_list("scope_parts_of_people")


def _carried(
    reading: Reading, figure: Figure, noun_class: str, noun: str, previous: Measured | None
) -> Counts | None:
    """ "Including 12 children", "another five", "of whom two": the class of the figure before."""
    if previous is None or previous.counts.value not in _CARRIED:
        return None
    if noun_class in ("combatants", "people") and noun not in _OTHERS:
        breakdown = noun in _PARTS_OF_PEOPLE and not reading.harms and _is_listed(reading, figure)
        part = breakdown or _is_included(reading, figure) or _after_colon(reading, figure)
        return previous.counts if part and previous.counts.value in HARMS else None
    return previous.counts if not noun or noun in _OTHERS else None


_CARRIED = HARMS | {"acts", "people", "troops", "vehicles", "other", "sites", "places"}


def _is_listed(reading: Reading, figure: Figure) -> bool:
    """ "Ten women, three children": beside another figure, or in a fragment of a sentence."""
    row = reading.figures
    at = row.index(figure)
    return len(reading.tokens) <= 9 or any(
        _beside(reading, one, other)
        for one, other in itertools.pairwise(row[max(0, at - 1) : at + 2])
    )


def _beside(reading: Reading, one: Figure, other: Figure) -> bool:
    """Only the noun of the first and a sign of a list stand between two figures."""
    between = reading.tokens[one.number[1] + 1 : other.first]
    return 0 < len(between) <= 4 and between[-1].low in _LISTS


_LISTS = frozenset([",", "and", "et", "(", ":", "–", "—", "-", "plus"])


def _after_colon(reading: Reading, figure: Figure) -> bool:
    """ "1,914 dead: 593 civilians, 702 rebels": the figure is part of a list after a colon."""
    for at in range(figure.first - 1, max(-1, figure.first - 22), -1):
        token = reading.tokens[at]
        if token.low == ":":
            return any(f.last < at for f in reading.figures)
        if token.low in reading.words.words("be") or token.low in reading.words.harm_active:
            return False
    return False

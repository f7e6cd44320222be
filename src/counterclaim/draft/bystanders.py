"""Names that a sentence holds and that did nothing in it: scenes, sources, those counted."""

from __future__ import annotations

from counterclaim.draft.figures import Reading
from counterclaim.draft.leads import BY, lead_of
from counterclaim.draft.names import Mention, gazetteer
from counterclaim.draft.word_lists import word_list


def _is_scene(reading: Reading, mention: Mention) -> bool:
    """ "The war in Ruritania": the state is where it happened, not who acted."""
    return mention.kind == "state" and lead_of(reading, mention) in _SCENE_LEADS


def _is_record(reading: Reading, mention: Mention) -> bool:
    """ "Police records", "the army's figures": a source and no doer."""
    after = [t.low for t in reading.tokens[mention.last + 1 : mention.last + 3] if t.low != "'s"]
    return bool(after) and after[0] in RECORDS


RECORDS = word_list("actors_records")


def _heads_list(reading: Reading, mention: Mention) -> bool:
    """ "Government soldiers: 361 killed": those before a colon are the ones counted."""
    after = reading.tokens[mention.last + 1].low if mention.last + 1 < len(reading.tokens) else ""
    return after == ":" and any(0 < f.first - mention.last <= 4 for f in reading.figures)


def _holds(reading: Reading, mention: Mention) -> bool:
    """ "Rebel-held villages", "areas held by the army": who holds a place did nothing there."""
    after = [t.low for t in reading.tokens[mention.last + 1 : mention.last + 3]]
    before = [t.low for t in reading.tokens[max(0, mention.first - 4) : mention.first]]
    behind = [low for low in before if low not in ("the", "a", "les", "le", "la")][-2:]
    held = len(behind) == 2 and behind[1] in BY and behind[0] in _HOLDING
    return held or (len(after) == 2 and after[0] == "-" and after[1] in _HOLDING)


_HOLDING = word_list("actors_holding")
_SCENE_LEADS = frozenset(["in", "near", "at", "across", "inside", "into", "throughout", "en", "au"])


def _counted(reading: Reading, mention: Mention) -> bool:
    """The mention is what another figure counts: "53 soldiers"."""
    return mention.kind == "generic" and any(
        0 < mention.first - f.number[1] <= 2 for f in reading.figures
    )


def _people_of(mention: Mention) -> bool:
    """A bare word for a people in the plural ("Palestinians") acts as no side."""
    lists = gazetteer()
    low = mention.name.lower()
    return mention.kind == "state" and low.endswith("s") and low[:-1] in lists.countries


def _names_a_place(reading: Reading, mention: Mention) -> bool:
    """ "A Palestinian refugee camp", "the Israeli side of the border"."""
    after = [t.low for t in reading.tokens[mention.last + 1 : mention.last + 3]]
    return mention.kind == "state" and bool(set(after) & _SITES_OF_STATES)


_SITES_OF_STATES = word_list("actors_sites_of_states")


def could_act(reading: Reading, mention: Mention) -> bool:
    """False for a scene, a holder of places, a source of numbers and the head of a list."""
    return not (
        _is_scene(reading, mention)
        or _names_a_place(reading, mention)
        or _holds(reading, mention)
        or _is_record(reading, mention)
        or _heads_list(reading, mention)
    )


def is_counted(reading: Reading, mention: Mention) -> bool:
    """The mention is what another figure counts, or a bare word for a people."""
    return _counted(reading, mention) or _people_of(mention)

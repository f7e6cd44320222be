"""What a finding is about in a few words, and its doubt apart from what it says."""

from __future__ import annotations

import re
from collections.abc import Mapping

from counterclaim.model.finding import Finding, Verdict

_HEADLINES: Mapping[str, str] = {
    "logic": "Figures that cannot all be true",
    "same_event": "Two figures for one event",
    "against_data": "The data says otherwise",
    "unsourced_core": "Figures that carry the argument have no source",
    "party_claim_as_fact": "A party's own claim told as fact",
    "cited_figure": "The cited title gives another figure",
    "cited_actor": "The cited title names another actor",
    "cited_negation": "The cited title says the contrary",
    "not_in_source": "Figure not found in the cited document",
    "implausible_part": "One event makes most of a total",
    "words_against_ratio": "Words that the figures do not bear out",
    "joint_action_told_of_one": "A joint action told of one actor",
    "caption_actors": "The caption is about other actors",
    "contested_flattened": "A contested figure told without its rival",
    "dates": "Dates or durations that do not add up",
    "expired_forecast": "Told as still to come",
    "outside_presence": "An actor outside its time",
    "site_before_control": "A site in use before the place was taken",
    "rival_ends": "Rival dates for the end of a presence",
    "share_of_other_base": "A share applied to another base",
    "counted_twice": "Parts that may be counted twice",
    "shares_above_all": "Shares that add up to more than all",
    "superseded_source": "A superseded source",
    "repeated_source": "One source under several numbers",
    "success_against_indicator": "A claim of success against its indicator",
}
_BY_VERDICT: Mapping[tuple[str, Verdict], str] = {
    ("logic", "contested"): "Contested between speakers",
    ("same_event", "contested"): "Contested between speakers",
    ("logic", "not_decided"): "Could not be decided",
    ("against_data", "not_separable"): "The data cannot separate it",
    ("against_data", "stale"): "Right on earlier data, not on today's",
}
_DOUBT = re.compile(r"(?:^|(?<=[.!?…”)] ))(?:It rests on|The claims do not say)[^\n]*?question\.$")


def headline(finding: Finding) -> str:
    """A few words for its kind; the kind itself where there are none."""
    found = _BY_VERDICT.get((finding.kind, finding.verdict)) or _HEADLINES.get(finding.kind)
    return found or finding.kind.replace("_", " ").capitalize()


def told_and_doubt(finding: Finding) -> tuple[str, str]:
    """What it says, and (of a question) the sentence that says what it rests on."""
    doubt = _DOUBT.search(finding.explanation) if finding.question else None
    if doubt is None:
        return finding.explanation, ""
    return finding.explanation[: doubt.start()].strip(), doubt[0]

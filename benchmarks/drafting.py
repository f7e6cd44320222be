"""Scores drafted claims against labelled texts: F1 of sentences and figures, share of right fields.

Usage: python benchmarks/drafting.py [--show] LABELS.json ...
Without files it scores the labelled texts of the tests. A label file names its text in `source`.
"""

from __future__ import annotations

import json
import re
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from counterclaim.draft.claims import DraftClaim, draft_claims
from counterclaim.draft.documents import read
from counterclaim.draft.names import gazetteer
from counterclaim.draft.sentences import sentences
from counterclaim.draft.text import Document

ROOT = Path(__file__).parents[1]
COMPARATORS = {"approx": "about", "range": "between", "never_more_than": "at_most"}
CLASSES = (
    ("share", r"\bshare\b|percent"),
    ("casualties", r"casualt|killed or wounded"),
    ("killed", r"fatalit|kill|death|dead|bod(?:y|ies)|execut"),
    ("wounded", r"wound|injur"),
    ("disappeared", r"disappear|missing"),
    ("abducted", r"abduct|kidnap|hostage"),
    ("arrested", r"arrest"),
    ("displaced", r"displac|refugee"),
    ("sites", r"\bbases?\b|site|position"),
    ("detained", r"detain|detention|prison"),
    ("vehicles", r"vehicle|tank|boat|helicopter|aircraft|truck|equipment"),
    ("troops", r"attacker|troop|soldiers|personnel|fighters|forces"),
    ("acts", r"attack(?!er)|strike|operation|mission|engagement|raid|incident|clash|bombing|event"),
    ("duration", r"duration|interval"),
    ("places", r"village|town|cit(?:y|ies)|location"),
)


@dataclass
class Tally:
    """Right, false and missed of one text, and right fields out of those compared."""

    sentences: list[int] = field(default_factory=lambda: [0, 0, 0])
    figures: list[int] = field(default_factory=lambda: [0, 0, 0])
    found: list[int] = field(default_factory=lambda: [0, 0, 0])
    fields: dict[str, list[int]] = field(default_factory=dict)

    def add(self, other: Tally) -> None:
        for mine, theirs in (
            (self.sentences, other.sentences),
            (self.figures, other.figures),
            (self.found, other.found),
        ):
            for k in range(3):
                mine[k] += theirs[k]
        for name, (right, all_) in other.fields.items():
            entry = self.fields.setdefault(name, [0, 0])
            entry[0] += right
            entry[1] += all_


def f1(counts: list[int]) -> float:
    """F1 of right, false, missed; 1 where there is nothing to find and nothing was."""
    right, false, missed = counts
    return 1.0 if not any(counts) else 2 * right / max(1, 2 * right + false + missed)


def wanted_class(measure: str) -> str:
    """The class of the vocabulary that a label's measure means, or other."""
    return next((name for name, shape in CLASSES if re.search(shape, measure or "", re.I)), "other")


def locate(text: str, quote: str, after: int) -> tuple[int, int] | None:
    """The span of a quote, blanks and quotation marks forgiven; at or after ``after`` first."""
    words = [re.sub("['’]", "['’]", re.escape(w)) for w in quote.split()]
    shape = re.compile(r"[\s\u00a0\u202f]*(?:\[\d+\])?[\s\u00a0\u202f]*".join(words))
    found = shape.search(text, max(0, after)) or shape.search(text)
    return found.span() if found else None


def is_figure(label: dict[str, Any]) -> bool:
    return (
        label["kind"] == "numeric" and (label["low"], label["high"], label["best"]) != (None,) * 3
    )


def labelled_figures(
    text: str, labels: list[dict[str, Any]]
) -> list[tuple[dict[str, Any], tuple[int, int]]]:
    """The labels of figures with the spans of their quotes; tells of quotes that are not there."""
    figures, at = [], 0
    for label in labels:
        span = locate(text, label["quote"], at)
        if span is None:
            print("  ! quote not found:", label["quote"])
            continue
        at = max(at, span[0] - 300)
        if is_figure(label):
            figures.append((label, span))
    return figures


def source_of(path: Path, labels: dict[str, Any]) -> Path:
    """The text that a file of labels names: beside it, or in the folder ``seed`` one above."""
    source = Path(labels["source"]).name
    places = (path.parent / source, path.parents[1] / "seed" / source)
    return next(place for place in places if place.exists())


def score(
    document: Document, labels: list[dict[str, Any]], drafts: tuple[DraftClaim, ...], show: bool
) -> Tally:
    """The tally of one document."""
    figures = labelled_figures(document.text, labels)
    numeric = [d for d in drafts if d.kind == "numeric"]
    matched, free = match(figures, numeric)
    tally = Tally()
    count_figures(document, tally, figures, matched, free, show)
    count_sentences(document, tally, figures, numeric, show)
    return tally


def match(
    figures: list[tuple[dict[str, Any], tuple[int, int]]], drafts: list[DraftClaim]
) -> tuple[dict[int, DraftClaim], list[DraftClaim]]:
    """One draft for each label: right values first, then any overlap."""
    free, matched = list(drafts), dict[int, DraftClaim]()
    for strict in (True, False):
        for at, (label, span) in enumerate(figures):
            if at in matched:
                continue
            near = [d for d in free if d.span[0] < span[1] and span[0] < d.span[1]]
            near = [d for d in near if not strict or same_values(label, d)]
            if near:
                matched[at] = min(near, key=lambda d: abs(d.span[0] - span[0]))
                free.remove(matched[at])
    return matched, free


def same_values(label: dict[str, Any], draft: DraftClaim) -> bool:
    return bool((label["low"], label["high"]) == (draft.low, draft.high))


def count_figures(
    document: Document,
    tally: Tally,
    figures: list[tuple[dict[str, Any], tuple[int, int]]],
    matched: dict[int, DraftClaim],
    free: list[DraftClaim],
    show: bool,
) -> None:
    for at, (label, _) in enumerate(figures):
        draft = matched.get(at)
        if label.get("scope") == "context":
            continue
        right = draft is not None and same_values(label, draft)
        tally.figures[0 if right else 2] += 1
        tally.figures[1] += draft is not None and not right
        tally.found[0 if draft else 2] += 1
        if show and draft is None:
            print("  - missed:", label["quote"])
        if show and draft and not right:
            print(
                "  ~ values:",
                label["quote"],
                (label["low"], label["high"]),
                "got",
                (draft.low, draft.high),
            )
        if draft:
            compare(tally, label, draft, show)
    false = [d for d in free if d.weight == "core"]
    tally.figures[1] += len(false)
    tally.found[1] += len(false)
    if show:
        for d in false:
            print(
                "  + false:",
                document.text[max(0, d.span[0] - 25) : d.span[1] + 25].replace("\n", " "),
                "|",
                d.counts,
            )


def compare(tally: Tally, label: dict[str, Any], draft: DraftClaim, show: bool) -> None:
    """The fields of a matched pair."""
    comparator = COMPARATORS.get(draft.comparator, draft.comparator)
    wanted = COMPARATORS.get(label["comparator"], label["comparator"])
    comparator = "exact" if comparator == "zero" and wanted != "zero" else comparator
    counts = wanted_class(label["measure"])
    checks = {
        "comparator": (wanted, comparator, wanted == comparator),
        "voice": (label["attribution"], draft.voice, same_name(label["attribution"], draft.voice)),
        "window": (label["period"], str(draft.window or ""), same_month(label["period"], draft)),
        "actor": (label["actor"], draft.actor, same_name(label["actor"], draft.actor)),
    }
    if counts != "other":
        got = draft.counts.value if draft.counts else ""
        checks["class"] = (counts, got, counts == got)
    for name, (expected, got, right) in checks.items():
        entry = tally.fields.setdefault(name, [0, 0])
        entry[0] += right
        entry[1] += 1
        if show and not right:
            print(f"    {name}: wanted {expected!r} got {got!r} in: {label['quote'][:70]}")


_EMPTY = frozenset(
    ["the", "a", "of", "and", "for", "group", "forces", "troops", "head", "led", "to", "by"]
)


def same_name(wanted: str | None, got: str) -> bool:
    """Both empty (or the author's), or sharing a telling word, countries by their stem."""
    if not wanted:
        return got in ("", "author")
    return bool(_stems(wanted) & _stems(got)) or _words_of(wanted) == _words_of(got)


_ALIASES = {
    "us": "american", "u": "american", "uk": "british", "britain": "british", "is": "islamic",
    "isis": "islamic", "isil": "islamic", "uae": "emirati", "un": "nations",
}  # fmt: skip


def _words_of(name: str) -> list[str]:
    folded = re.sub(r"['’]s\b|\.", "", name.lower())
    return re.findall(r"\w+", folded.replace("united states", "us").replace("united kingdom", "uk"))


def _stems(name: str) -> set[str]:
    words = [_ALIASES.get(w, w) for w in _words_of(name) if w not in _EMPTY]
    return {gazetteer().countries.get(word, word).lower()[:5] for word in words}


def same_month(period: dict[str, Any] | None, draft: DraftClaim) -> bool:
    if not period:
        return (
            draft.window is None or "window" not in draft.origin or draft.origin["window"] != "text"
        )
    if draft.window is None:
        return False
    ends = (draft.window.start, draft.window.end)
    for side, day in zip(("start", "end"), ends, strict=True):
        stated = period.get(side)
        if not stated:
            continue
        if day is None or not day.isoformat().startswith(stated[:7][: len(stated)]):
            return False
    return True


def count_sentences(
    document: Document,
    tally: Tally,
    figures: list[tuple[dict[str, Any], tuple[int, int]]],
    drafts: list[DraftClaim],
    show: bool,
) -> None:
    every = [s.span for s in sentences(document)]

    def holding(at: int) -> tuple[int, int] | None:
        return next((s for s in every if s[0] <= at < s[1]), None)

    core = {holding(span[0]) for label, span in figures if label.get("scope") != "context"}
    context = {holding(span[0]) for label, span in figures} - core
    got = {holding(d.span[0]) for d in drafts if d.weight == "core"}
    tally.sentences = [len(core & got), len(got - core - context), len(core - got)]


def report(name: str, tally: Tally, seconds: float) -> None:
    fields = "  ".join(f"{k} {r / max(1, n):.2f}" for k, (r, n) in sorted(tally.fields.items()))
    print(
        f"{name:34s} sentences {f1(tally.sentences):.3f}  found {f1(tally.found):.3f}  "
        f"figures {f1(tally.figures):.3f}  {fields}  "
        f"n={tally.figures[0] + tally.figures[2]}  {seconds:.2f} s"
    )


def main(arguments: list[str]) -> None:
    show = "--show" in arguments
    files = [Path(a) for a in arguments if not a.startswith("--")]
    files = files or sorted((ROOT / "tests/draft/texts").glob("*.json"))
    groups: dict[str, Tally] = {}
    for path in files:
        labels = json.loads(path.read_text("utf-8"))
        document = read(source_of(path, labels))
        begin = time.perf_counter()
        drafts = draft_claims(document, published=published(labels.get("published")))
        seconds = time.perf_counter() - begin
        tally = score(document, labels["claims"], drafts, show)
        report(path.stem, tally, seconds)
        for group in (labels.get("group", "other"), "all"):
            groups.setdefault(group, Tally()).add(tally)
    for group, tally in sorted(groups.items()):
        report(f"== {group}", tally, 0)


def published(text: str | None) -> str | None:
    return text or None


if __name__ == "__main__":
    main(sys.argv[1:])

"""Learns from labelled texts how much each piece of evidence weighs for the doer of a figure.

Usage: python -m benchmarks.attribution [--write] [--sparing FOLDER]... LABELS.json ...

It tells how often the doer is right, each sixth of the texts judged by weights learned from the
others, beside the rules alone; ``--write`` then learns from all texts and stores the weights in the
package. Label files are those of ``benchmarks.drafting``. In folders that are called sparing the
labels leave the doer empty more often than elsewhere; that leaning is learned apart, not shipped.
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

from benchmarks.drafting import labelled_figures, match, same_name, source_of
from counterclaim.draft.analysed import Analysed
from counterclaim.draft.attribution import Weights, name_of, weigh
from counterclaim.draft.cast import Cast
from counterclaim.draft.claims import DraftClaim
from counterclaim.draft.documents import read
from counterclaim.draft.evidence import NOBODY, Evidence, class_of, evidence
from counterclaim.draft.question import Question
from counterclaim.draft.reader import Reader
from counterclaim.model.period import Period

ROOT = Path(__file__).parents[1]
WEIGHTS = ROOT / "src/counterclaim/draft/attribution.json"
FOLDS = 6
SHRINK = 10.0
RARE = 8
LEAST = 0.02


@dataclass
class Figure:
    """A labelled figure: the evidence for each side, and which sides its label calls right."""

    question: Question
    found: dict[str, Evidence]
    right: dict[str, bool]
    rules_right: bool


@dataclass
class Text:
    """A labelled text; ``sparing`` labels leave the doer empty more often."""

    name: str
    folder: str
    sparing: bool
    figures: list[Figure]

    @property
    def fold(self) -> int:
        """The sixth of the texts to which it belongs, by its name."""
        return zlib.crc32(self.name.encode()) % FOLDS


def read_text(path: Path, sparing: bool) -> Text | None:
    """The figures of an English text with their evidence."""
    labels = json.loads(path.read_text("utf-8"))
    document = read(source_of(path, labels))
    day = labels.get("published") or document.published
    analysed = Analysed(
        document, None, None, Period.parse(day) if isinstance(day, str) else day, None, None
    )
    if analysed.language != "en":
        return None
    reader, cast = Reader(analysed), Cast(analysed)
    asked = reader.asked(reader.ruled())
    wanted = labels_of(document.text, labels["claims"], [draft for draft, _ in asked])
    figures = [
        figure_of(question, cast, wanted[draft.id], draft.actor)
        for draft, question in asked
        if draft.id in wanted
    ]
    return Text(path.stem, path.parent.name, sparing, figures)


def figure_of(question: Question, cast: Cast, label: str | None, ruled: str) -> Figure:
    """The figure with its evidence, judged by its label."""
    found = evidence(question, cast)
    right = {side: same_name(label, name_of(side, question, cast)) for side in found}
    return Figure(question, found, right, same_name(label, ruled))


def labels_of(
    text: str, labels: Sequence[dict[str, Any]], drafts: Sequence[DraftClaim]
) -> dict[str, Any]:
    """The doer that the labels want, by the id of the draft."""
    figures = labelled_figures(text, labels)
    matched, _ = match(figures, [draft for draft in drafts if draft.kind == "numeric"])
    return {
        draft.id: figures[number][0]["actor"]
        for number, draft in matched.items()
        if figures[number][0].get("scope") != "context"
    }


def learn(texts: Sequence[Text]) -> Weights:
    """Weights of a conditional logit over the sides, shrunk towards 0, by the name of the evidence.

    Figures whose label no side meets teach nothing. Small weights are left out.
    """
    choices: list[tuple[list[Evidence], list[bool]]] = []
    for text in texts:
        for figure in text.figures:
            if not any(figure.right.values()):
                continue
            kind = class_of(figure.question)
            leaning = {"sparing": 1.0, f"sparing | {kind}": 1.0} if text.sparing else {}
            found = figure.found | {NOBODY: figure.found[NOBODY] | leaning}
            choices.append(([*found.values()], [figure.right[side] for side in found]))
    seen = Counter(name for pieces, _ in choices for one in pieces for name in one)
    names = sorted(name for name, count in seen.items() if count >= RARE)
    values = fitted(choices, {name: at for at, name in enumerate(names)})
    kept = {name: round(value, 2) for name, value in values.items() if abs(value) >= LEAST}
    return {name: value for name, value in kept.items() if not name.startswith("sparing")}


def fitted(
    choices: Sequence[tuple[list[Evidence], list[bool]]], places: Mapping[str, int]
) -> dict[str, float]:
    """The weights of the greatest penalised likelihood that a right side is chosen."""
    rows, columns, strengths, right, starts = [], [], [], [], []
    for pieces, marks in choices:
        starts.append(len(right))
        for one, mark in zip(pieces, marks, strict=True):
            for name, strength in one.items():
                if name in places and strength:
                    rows.append(len(right))
                    columns.append(places[name])
                    strengths.append(strength)
            right.append(mark)
    matrix = sparse.csr_matrix((strengths, (rows, columns)), shape=(len(right), len(places)))
    begins, marked = np.array(starts), np.array(right, dtype=float)
    group = np.repeat(np.arange(len(starts)), np.diff([*starts, len(right)]))

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        sums = matrix @ weights
        powers = np.exp(sums - np.maximum.reduceat(sums, begins)[group])
        total = np.add.reduceat(powers, begins)
        good = np.add.reduceat(powers * marked, begins)
        value = np.log(total).sum() - np.log(good).sum() + SHRINK / 2 * (weights @ weights)
        slope = matrix.T @ (powers / total[group] - powers * marked / good[group])
        return float(value), slope + SHRINK * weights

    start = np.zeros(len(places))
    solved = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    return {name: float(solved[at]) for name, at in places.items()}


def judge(texts: Sequence[Text]) -> None:
    """Print the share of right doers by folder, for the rules alone and for the weights."""
    tally: dict[str, Counter[str]] = {}
    for fold in range(FOLDS):
        weights = learn([text for text in texts if text.fold != fold])
        for text in (text for text in texts if text.fold == fold):
            leaning = "sparing labels" if text.sparing else "other labels"
            for name in (text.folder, leaning):
                tally.setdefault(name, Counter()).update(judged(text, weights))
    for name, counts in sorted(tally.items()):
        shares = "  ".join(
            f"{what} {counts[what] / counts['figures']:.3f}"
            for what in ("rules", "weighed", "nobody", "nobody wanted")
        )
        print(f"{name:16s} n={counts['figures']:<5d} {shares}")


def judged(text: Text, weights: Weights) -> Counter[str]:
    """How many doers of a text are right."""
    counts = Counter[str]()
    for figure in text.figures:
        belief = weigh(figure.found, weights)
        best = max(belief, key=belief.__getitem__)
        counts["figures"] += 1
        counts["rules"] += figure.rules_right
        counts["weighed"] += figure.right[best]
        counts["nobody"] += best == NOBODY
        counts["nobody wanted"] += figure.right[NOBODY]
    return counts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("labels", nargs="+", type=Path)
    parser.add_argument("--sparing", action="append", default=[], metavar="FOLDER")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    read_all = [read_text(path, path.parent.name in given.sparing) for path in given.labels]
    texts = [text for text in read_all if text]
    judge(texts)
    if given.write:
        weights = learn(texts)
        WEIGHTS.write_text(json.dumps(weights, indent=0, sort_keys=True) + "\n", "utf-8")
        print("stored", len(weights), "weights")


if __name__ == "__main__":
    main()

"""Results as text for a terminal and as JSON: what could have been seen comes first."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from typing import Any, Literal

from counterclaim.assess.assessment import plain
from counterclaim.assess.reading import (
    Reading,
    Refusal,
    amount,
    detectable_words,
    probability,
    span,
)
from counterclaim.assess.running import Assessed, Result

WIDTH = 96
NONE_DECLARED = (
    "The case declares no assessments: add a section assessments to case.yaml; docs/assessments.md "
    "lists what each kind needs."
)


def write(assessed: Assessed, format: Literal["text", "json"] = "text") -> str:
    """The results in one of the formats."""
    if format == "json":
        return json.dumps(document(assessed), ensure_ascii=False, indent=1, allow_nan=False)
    parts = [assessed.case, *(text(result) for result in assessed.results)]
    return "\n\n".join(parts if assessed.results else [assessed.case, NONE_DECLARED])


def text(result: Result) -> str:
    """One result: limits first, sources before violence, then what it rests on."""
    asked = result.assessment.declared
    head = f"{result.name} ({asked.kind}){' - EXPLORATORY' if result.is_exploratory else ''}"
    lines = [head, *(_filled("  ", asked.question or asked.title))]
    for name, words in rows(result):
        lines += _filled(f"  {name}: ", words)
    return "\n".join(lines)


def rows(result: Result) -> Iterator[tuple[str, str]]:
    """The parts of a result in the order in which they are read."""
    answer = result.answer
    yield "limits", limits(result)
    yield "result", said(result)
    yield "verdict", answer.verdict
    yield "would change it", answer.would_change
    yield "n", ", ".join(f"{name} {count:,}" for name, count in answer.n.items()) or "none"
    yield "window", window(result)
    yield "left out", "; ".join(result.assessment.left_out()) or "nothing"
    yield "method", answer.method
    seed = getattr(answer, "seed", None)
    yield "seed", "none needed" if seed is None else str(seed)
    for caution in result.finding.caveats:
        yield "mind", caution
    if result.family is not None:
        size, p = result.family.size, probability(result.family.p_holm)
        yield "family", f"one of {size} tests of this kind in the case; {p} after Holm over them"


def said(result: Result) -> str:
    """Sources, then the result; what a refusal could have seen stands among the limits."""
    answer = result.answer
    whole = result.finding.explanation
    if isinstance(answer, Refusal) and answer.could_have_seen:
        return whole.removesuffix(answer.could_have_seen).rstrip()
    return whole


def limits(result: Result) -> str:
    """Interval or smallest detectable effect; for a refusal what could have been seen."""
    answer = result.answer
    if isinstance(answer, Refusal):
        return answer.could_have_seen or "nothing could have been seen"
    parts = []
    if answer.detectable is not None:
        parts.append(f"would have been seen: {detectable_words(answer.detectable)}")
    if answer.interval is not None:
        parts.append(f"{result.assessment.interval}: {_interval(result, *answer.interval)}")
    return "; ".join(parts) or "no interval: see the result"


def _interval(result: Result, low: float, high: float) -> str:
    """Ratios as ratios, numbers of things as numbers."""
    if result.assessment.interval.endswith("ratio"):
        return span((low, high))
    return f"{amount(low)} to {amount(high)}" if high - high == 0 else f"{amount(low)} or more"


def window(result: Result) -> str:
    """The days looked at, as the result gives them or as they were declared."""
    found = result.answer.window
    if found is not None:
        return f"{found[0]} to {found[1]}"
    asked = result.assessment.declared.window
    return str(asked or result.assessment.desk.case.definitions.window or "none declared")


def document(assessed: Assessed) -> dict[str, Any]:
    """The results as plain values, each with its Finding and its chart."""
    return {"case": assessed.case, "assessments": [_entry(result) for result in assessed.results]}


def _entry(result: Result) -> dict[str, Any]:
    said, answer = result.assessment.declared, result.answer
    entry: dict[str, Any] = {
        "name": result.name,
        "kind": said.kind,
        "question": said.question,
        "status": "refused" if isinstance(answer, Refusal) else "ok",
        "verdict": answer.verdict,
        "limits": limits(result),
        "sentence": result.finding.explanation,
        "would_change": answer.would_change,
        "n": dict(answer.n),
        "window": window(result),
        "left_out": list(result.assessment.left_out()),
        "seed": answer.seed if isinstance(answer, Reading) else None,
        "method": answer.method,
        "public": result.assessment.is_public,
        "exploratory": list(result.changed),
        "first_run": result.first_run,
        "family": plain(result.family),
        "finding": plain(result.finding.model_dump(mode="json")),
    }
    return entry | {"chart": result.chart()}


def _filled(lead: str, words: str) -> list[str]:
    if not words:
        return []
    return textwrap.wrap(words, WIDTH, initial_indent=lead, subsequent_indent="    ")

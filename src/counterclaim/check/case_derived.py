"""The derivations that a case declares, computed: each with its arithmetic, parts and caveats."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from counterclaim.case.definitions import Derivation
from counterclaim.check.derived import DerivedFigure, arithmetic
from counterclaim.check.telling import span
from counterclaim.ledger import Ledger
from counterclaim.ledger.derivations import derive
from counterclaim.model.answer import Answer, Figure
from counterclaim.model.quantity import Quantity


def declared(
    ledger: Ledger,
    derivations: Mapping[str, Derivation],
    cell: Callable[[str], Answer] | None = None,
) -> Iterator[DerivedFigure]:
    """Every declared derivation; one that cannot be computed says why.

    ``cell`` answers parts that are written ``measure:period``. Raises ``NotFound`` for a part that
    is neither a claim nor such a cell.
    """
    for derivation in derivations.values():
        answer = derive(ledger, derivation, cell).answer
        title = derivation.title or derivation.id
        if isinstance(answer, Figure):
            given = span(answer.quantity.low, answer.quantity.high)
            shown = _shown(ledger, derivation)
            sentence = f"{title}: {given}{shown}."
            yield DerivedFigure(
                sentence, answer.quantity, answer.unit, derivation.of, answer.caveats
            )
        else:
            sentence = f"{title}: {answer.reason}."
            yield DerivedFigure(sentence, Quantity(), "", derivation.of)


def _shown(ledger: Ledger, derivation: Derivation) -> str:
    """The arithmetic, where every part is a claim with a figure."""
    parts = [ledger.by_id[part] for part in derivation.of if part in ledger.by_id]
    if len(parts) < len(derivation.of) or derivation.op == "duration":
        return ""
    return f" ({arithmetic(derivation.op, parts)})"

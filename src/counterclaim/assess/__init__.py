"""Statistical assessments that know when to refuse: declared in the case, validated, then run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from counterclaim.assess.running import Assessed, Result, assess

__all__ = ["Assessed", "Result", "assess"]


def __getattr__(name: str) -> Any:
    """Loads the numerical parts only when something is assessed."""
    if name in __all__:
        from counterclaim.assess import running

        return getattr(running, name)
    raise AttributeError(name)

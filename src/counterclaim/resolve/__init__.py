"""Who and where: names to actors, strings to places, records to incidents; judgements as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from counterclaim.resolve.linking import link
    from counterclaim.resolve.links import Links

__all__ = ["Links", "link"]


def __getattr__(name: str) -> Any:
    """Loads the arrays only when something is linked."""
    if name == "link":
        from counterclaim.resolve.linking import link

        return link
    if name == "Links":
        from counterclaim.resolve.links import Links

        return Links
    raise AttributeError(name)

"""The shipped case, and invented worlds to try things on."""

from __future__ import annotations

from pathlib import Path


def demo(*, to: Path = Path("counterclaim-demo")) -> None:
    """Copy the shipped case, score it and check it; ends with the paths.

    Parameters
    ----------
    to
        The folder to make.
    """
    from counterclaim.demo.shipped import show

    for line in show(to):
        print(line)


def world(
    directory: Path,
    *,
    events: int = 1000,
    seed: int = 1,
    noise: str = "",
    layouts: str = "",
) -> None:
    """Make an invented world with its truth, in UCDP's and in ACLED's layout.

    Parameters
    ----------
    directory
        The folder to make.
    events
        How many events really happened, 100 to 10,000,000.
    seed
        The same seed and settings give the same files.
    noise
        none, heavy, or key=value pairs separated by commas.
    layouts
        Which files to write, separated by commas; all if none is named.
    """
    from counterclaim.demo.world import build, noise_of

    wanted = [name.strip() for name in layouts.split(",") if name.strip()]
    made = build(directory, events, seed, noise_of(noise) if noise else None, wanted or None)
    for path in made.files.values():
        print(path)

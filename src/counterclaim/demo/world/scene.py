"""What all blocks of one world share: story, land, texts and the datasets' coded lists."""

from __future__ import annotations

from dataclasses import dataclass, replace

from counterclaim.demo.world.days import Calendar
from counterclaim.demo.world.gazetteer import Gazetteer, survey_land
from counterclaim.demo.world.names import NameList
from counterclaim.demo.world.noise import Noise
from counterclaim.demo.world.phrases import Pools, write_pools
from counterclaim.demo.world.story import Story, tell
from counterclaim.demo.world.ucdp_layout import Books, write_books


@dataclass(frozen=True)
class Scene:
    """Everything that all blocks of a world share; ``next_books`` are the next release's."""

    events: int
    seed: int
    noise: Noise
    layouts: tuple[str, ...]
    story: Story
    land: Gazetteer
    pools: Pools
    books: Books
    next_books: Books
    days: Calendar
    acled_names: NameList
    survey_names: NameList


def set_scene(events: int, seed: int, noise: Noise, layouts: tuple[str, ...]) -> Scene:
    """The story, land, texts and lists of a world, before any event."""
    story = tell(seed)
    land = survey_land(seed, events, story.country)
    return Scene(
        events=events,
        seed=seed,
        noise=noise,
        layouts=layouts,
        story=story,
        land=land,
        pools=write_pools(seed, events, story),
        books=write_books(story, land),
        next_books=write_books(_renamed(story), land),
        days=Calendar(),
        acled_names=NameList(story.acled_names, seed),
        survey_names=NameList(story.survey_names, seed + 1),
    )


def _renamed(story: Story) -> Story:
    """The story as the next release tells it: one actor under another name throughout."""
    old, new = story.renamed_in_next_release
    names = tuple(
        replace(name, text=new) if name.text == old else name for name in story.ucdp_names
    )
    return replace(story, ucdp_names=names)

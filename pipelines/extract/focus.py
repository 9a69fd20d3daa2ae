"""The work and the season that a text is about, sentence by sentence."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipelines.extract.reading import Hit
from pipelines.extract.works import Work


@dataclass(slots=True)
class Focus:
    """What is told of: the article's ``chief`` work and its ``default`` season, until another is named."""

    chief: str | None
    default: int | None
    title: str | None = field(init=False)
    season: int | None = field(init=False)

    def __post_init__(self) -> None:
        self.back()

    def back(self, topic: str | None = None) -> None:
        """Return to what the article is about, or to the ``topic`` of this part of it."""
        self.title, self.season = topic or self.chief, self.default if topic in (None, self.chief) else None

    def move(self, works: Sequence[Work], seasons: Sequence[Hit]) -> None:
        """Follow a sentence to the work and the season that it names."""
        titles = [work.title for work in works]
        if titles and (told := self.chief if self.chief in titles else titles[0]) != self.title:
            self.title, self.season = told, self.default if told == self.chief else None
        if self.default is None or self.title != self.chief:
            own = next((work.season for work in works if work.title == self.title and work.season), None)
            self.season = own if own is not None else self.season
            self.season = int(seasons[-1].value) if seasons and self.title else self.season

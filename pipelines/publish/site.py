"""``index.html``, ``titles.html`` and a page for every work: static, without scripts, for reading."""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import sha256
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from pipelines.facts import Heading, Story
from pipelines.publish import views
from pipelines.publish.links import path_of
from pipelines.publish.overview import Overview
from pipelines.publish.phrases import Outlets

LATEST = 100
"""Updates of the first page."""

COMING = 40


def files(overview: Overview, outlets: Outlets) -> Iterator[tuple[str, Iterator[str]]]:
    """Give the first page."""
    lines = views.lines(overview.newest[:LATEST], outlets)
    coming = [views.coming(release) for release, _ in zip(overview.coming, range(COMING), strict=False)]
    yield (
        "index.html",
        iter([render("index.html", root="", lines=lines, coming=coming, count=overview.titles)]),
    )


def page(story: Story, outlets: Outlets) -> tuple[str, Iterator[str]]:
    """Give the page of one work."""
    shown = views.page(story, outlets)
    return path_of(story.heading.work, shown.title), iter([render("work.html", root="../", page=shown)])


def titles(works: Sequence[Heading]) -> tuple[str, Iterator[str]]:
    """Give the list of all titles."""
    listed = [(path_of(each.work, each.title), each.title, each.also[: views.ALSO]) for each in works]
    return "titles.html", iter([render("titles.html", root="", titles=listed)])


def render(template: str, **values: Any) -> str:
    """Fill a template; every value is escaped."""
    return _environment().get_template(template).render(values)


@cache
def _environment() -> Environment:
    style = (resources.files("pipelines.publish") / "style.css").read_text(encoding="utf-8")
    style = " ".join(style.split())
    made = Environment(
        loader=PackageLoader("pipelines.publish", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    digest = b64encode(sha256(style.encode()).digest()).decode()
    made.globals |= {"style": style, "style_hash": f"sha256-{digest}"}
    return made

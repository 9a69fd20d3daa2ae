"""``index.html``, ``titles.html`` and a page for every work: static, without scripts, for reading."""

from base64 import b64encode
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from pipelines.facts import Fact
from pipelines.publish import views
from pipelines.publish.phrases import date_words, work_words
from pipelines.publish.source import Source

LATEST = 60
COMING = 40


def files(source: Source) -> Iterator[tuple[str, Iterator[str]]]:
    """Give the pages: the works first, the lists that lead to them last."""
    titles = []
    for story in source.stories():
        page = views.page(story)
        titles.append((page.path, page.title))
        yield page.path, iter([render("work.html", root="../", page=page)])
    newest = list(source.updates(LATEST))
    lines = [views.line(fact, update) for fact, update in newest]
    since = newest[0][1].at.date().isoformat() if newest else ""
    coming = _coming(source, since)
    yield "titles.html", iter([render("titles.html", root="", titles=titles)])
    yield "index.html", iter([render("index.html", root="", lines=lines, coming=coming, count=len(titles))])


def render(template: str, **values: Any) -> str:
    """Fill a template; every value is escaped."""
    return _environment().get_template(template).render(values)


def _coming(source: Source, since: str) -> list[Mapping[str, Any]]:
    dated = [(fact, fact.value) for fact in source.dated()]
    ahead = sorted(
        ((value.date or "", fact) for fact, value in dated if value and value.state == "scheduled"
         and value.certainty in ("official", "reported") and (value.date or "") > since),
        key=lambda pair: (pair[0], pair[1].id),
    )  # fmt: skip
    return [_date(date, fact) for date, fact in ahead[:COMING]]


def _date(date: str, fact: Fact) -> Mapping[str, Any]:
    value = fact.value
    return {
        "when": date_words(date),
        "work": work_words(fact),
        "page": views.path_of(fact.work, fact.title),
        "platform": value.platform if value else None,
        "certainty": value.certainty if value else "",
    }


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

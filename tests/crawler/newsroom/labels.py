"""The newsroom's labels as claims, and as the records that a scorer reads."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from crawler.newsroom import House, Site
from crawler.newsroom.articles import Edition
from pipelines.model import Article, Claim, Evidence

BASE = "http://newsroom.example"
ATTRIBUTES = {
    "release": ("work", "season", "date"),
    "production": ("work", "season"),
    "cast": ("work", "season", "person"),
    "crew": ("work", "season", "person", "role"),
}


def articles(house: House, day: int = 1) -> Iterator[tuple[Article, Edition]]:
    """Give every article of a house as a perfect reader would see it, with its edition."""
    for shown in Site(house, BASE).shown(day):
        edition = shown.piece.on(day)
        yield (
            Article(
                id=shown.url,
                url=shown.url,
                title=shown.title,
                text="\n".join(house.plain(paragraph) for paragraph in edition.paragraphs),
                language=house.language,
                published=shown.published.isoformat(),
                modified=shown.modified.isoformat(),
                outlet=house.id,
            ),
            edition,
        )


def gold(article: Article, edition: Edition) -> Iterator[dict[str, Any]]:
    """Give an edition's labels in the labelled corpus' form: TOML's empty string is its null."""
    for label in edition.expected:
        told = dict.fromkeys(ATTRIBUTES[label["kind"]]) | {"article": article.id}
        yield told | {key: _null(value) for key, value in label.items()}


def claims(article: Article, edition: Edition) -> Iterator[Claim]:
    """Give an edition's labels as claims: of a choice the first, with a sentence that names it."""
    for label in gold(article, edition):
        told = {key: value[0] if isinstance(value, list) else value for key, value in label.items()}
        told.pop("optional", None)
        told.setdefault("certainty", "official")
        yield Claim(**told, evidence=_evidence(article, told["person"] if "person" in told else told["work"]))


def _null(value: Any) -> Any:
    if isinstance(value, list):
        return [_null(each) for each in value]
    return None if value == "" else value


def _evidence(article: Article, named: str) -> Evidence:
    sentences = list(re.finditer(r"[^\n]+?(?:[.!?।](?=\s|$)|(?=\n|$))", article.whole))
    found = next((each for each in sentences[1:] if named in each[0]), sentences[0])
    text = found[0].strip()
    start = article.whole.index(text, found.start())
    return Evidence(start, start + len(text), text)


def identities(groups: Mapping[str, tuple[str, ...]]) -> Mapping[str, str]:
    """Turn groups of spellings into a look-up from spelling to id."""
    return {form.casefold(): name for name, forms in groups.items() for form in forms}

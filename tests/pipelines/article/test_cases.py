import json
import tomllib
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from pipelines.article import read
from pipelines.errors import Unreadable
from pipelines.model import Page

CASES = Path(__file__).parents[2] / "cases"
PAGES = sorted(CASES.glob("*/*/*/page.html"))


def described(file: Path) -> Page:
    about = tomllib.loads(file.with_name("page.toml").read_text("utf-8"))
    return Page(
        url=about["url"],
        final_url=about["url"],
        fetched=about["fetched"],
        body=file.read_bytes(),
        status=about.get("status", 200),
        headers=tuple(about.get("headers", {}).items()),
    )


def outcome(file: Path) -> dict[str, Any]:
    """The article's fields that are not empty, or the reason why there is none."""
    try:
        article = read(described(file))
    except Unreadable as refused:
        return {"refused": refused.reason}
    fields = {name: value for name, value in asdict(article).items() if value not in (None, (), "")}
    fields["text"] = article.text.split("\n")
    fields["marks"] = [[span.mark, article.whole[span.start : span.end]] for span in article.marks]
    fields["sections"] = [
        [part.heading, part.published, article.whole[part.start : part.end]] for part in article.sections
    ]
    del fields["findings"]
    kept = {name: value for name, value in fields.items() if value}
    return json.loads(json.dumps(kept, ensure_ascii=False, default=datetime.isoformat))


@pytest.mark.parametrize("file", PAGES, ids=lambda file: str(file.parent.relative_to(CASES)))
def test_a_saved_page_is_read_as_expected(file, accept):
    accept(file.with_name("expected.json"), outcome(file))


def test_there_are_cases_of_every_script_and_charset():
    languages = {file.relative_to(CASES).parts[0] for file in PAGES}
    assert languages >= {"ar", "en", "hi", "ja", "ko", "ru", "tr", "ur", "zh"}

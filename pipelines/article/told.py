"""JSON-LD's own ``articleBody``: taken only where it agrees with the page and says more of the article."""

import html
import re

from bs4 import BeautifulSoup

from pipelines.article.body import Line
from pipelines.article.evidence import bare, letters
from pipelines.article.head import Head, Node
from pipelines.model import Finding
from pipelines.text import clean_lines, clean_text

SOURCE = "json-ld articleBody"
LONGER = 1.5
SHORTEST = 400
_MARKUP = re.compile(r"</?(?:p|br|div|a|h\d|em|strong|li|ul|figure|img|span)\b[^>]*>", re.IGNORECASE)


def fuller(lines: list[Line], head: Head, nodes: tuple[Node, ...]) -> tuple[list[Line], tuple[Finding, ...]]:
    """The lines of ``articleBody`` where they hold what was read and half as much again; else none.

    Agreement is that the page's lines, or where nothing was read its description, stand in it word by word.
    The findings say of every ``articleBody`` why it was taken or not.
    """
    bodies = [raw for node in nodes if isinstance(raw := node.get("articleBody"), str) and raw.strip()]
    have = [letters(bare(line.text)) for line in lines] if bodies else []
    findings: list[Finding] = []
    for raw in bodies:
        told = _paragraphs(raw)
        refused = _refused(letters(" ".join(told)), have, head)
        size = f"{sum(map(len, told))} characters"
        findings.append(Finding("text", size, SOURCE, refused is None, refused or "it agrees and says more"))
        if refused is None:
            return [Line(text, "p") for text in told], tuple(findings)
    return [], tuple(findings)


def _refused(whole: str, have: list[str], head: Head) -> str | None:
    if len(whole) < SHORTEST or len(whole) <= LONGER * sum(map(len, have)):
        return "the page says as much"
    return None if _agrees(whole, have, head) else "it does not agree with the page"


def _agrees(whole: str, have: list[str], head: Head) -> bool:
    held = sum(len(key) for key in have if key in whole)
    if have:
        return held > 0.6 * sum(map(len, have))
    described = letters(clean_text(head.first("og:description", "description") or "", 300))[:60]
    return len(described) > 30 and described[:40] in whole


def _paragraphs(raw: str) -> list[str]:
    text = html.unescape(raw)
    if _MARKUP.search(text):
        text = BeautifulSoup(text, "lxml").get_text("\n")
    return clean_lines(text).split("\n")

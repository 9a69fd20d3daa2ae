"""Which language an article is in: what its script decides, what page and outlet declare."""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from pipelines.article.candidates import Candidate, choose
from pipelines.article.head import Head, Node
from pipelines.model import Finding

_TAG = re.compile(r"([a-zA-Z]{2,3})(?:[-_]([a-zA-Z]{4}))?(?:[-_]([a-zA-Z]{2}|\d{3}))?(?:[-_.@].*)?")
# A script that one language of the news writes, or a few; the first is taken where the page says nothing.
_SCRIPTS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Hangul", "[\uac00-\ud7a3]", ("ko",)),
    ("kana", "[\u3041-\u30ff]", ("ja",)),
    ("Han", "[\u4e00-\u9fff]", ("zh", "ja", "yue")),
    ("Devanagari", "[\u0900-\u097f]", ("hi", "mr", "ne", "sa", "bho", "mai")),
    ("Bengali", "[\u0980-\u09ff]", ("bn", "as")),
    ("Gurmukhi", "[\u0a00-\u0a7f]", ("pa",)),
    ("Gujarati", "[\u0a80-\u0aff]", ("gu",)),
    ("Odia", "[\u0b00-\u0b7f]", ("or",)),
    ("Tamil", "[\u0b80-\u0bff]", ("ta",)),
    ("Telugu", "[\u0c00-\u0c7f]", ("te",)),
    ("Kannada", "[\u0c80-\u0cff]", ("kn",)),
    ("Malayalam", "[\u0d00-\u0d7f]", ("ml",)),
    ("Sinhala", "[\u0d80-\u0dff]", ("si",)),
    ("Thai", "[\u0e00-\u0e7f]", ("th",)),
    ("Arabic", "[\u0600-\u06ff\u0750-\u077f]", ("ar", "fa", "ur", "ps", "ckb", "sd", "ug")),
    ("Hebrew", "[\u0590-\u05ff]", ("he", "yi")),
    ("Greek", "[\u0370-\u03ff]", ("el",)),
    ("Cyrillic", "[\u0400-\u04ff]", ("ru", "uk", "bg", "sr", "mk", "be", "kk", "ky", "mn", "tg")),
    ("Georgian", "[\u10a0-\u10ff]", ("ka",)),
    ("Armenian", "[\u0530-\u058f]", ("hy",)),
    ("Latin", "[A-Za-z\u00c0-\u024f\u1e00-\u1eff]", ()),
)
_PATTERNS = tuple((name, re.compile(pattern), languages) for name, pattern, languages in _SCRIPTS)


def language(
    head: Head, nodes: tuple[Node, ...], tree: HtmlElement, text: str, outlet: str | None
) -> tuple[str | None, tuple[Finding, ...]]:
    """Decide the article's BCP 47 language tag; None where neither script, page nor outlet says it."""
    script, possible = _script(text[:1500])
    declared = [(source, tag) for source, raw in _declared(head, nodes, tree, outlet) if (tag := bcp47(raw))]
    candidates = [Candidate(tag, source, _refused(tag, script, possible)) for source, tag in declared]
    if possible:
        candidates.append(Candidate(possible[0], f"script {script}"))
    return choose("language", candidates, lambda tag: tag.split("-")[0].casefold())


def declared(head: Head, tree: HtmlElement, outlet: str | None) -> str | None:
    """The first language that page or outlet name, unchecked: enough to read the name of a month."""
    return next((tag for _, raw in _declared(head, (), tree, outlet) if (tag := bcp47(raw))), None)


def bcp47(raw: str) -> str | None:
    """Write a declared language (``en_US``, ``pt-br``, ``zh-hant-TW``) as BCP 47; None where it is none."""
    hit = _TAG.fullmatch(raw.strip())
    if hit is None:
        return None
    language, script, region = hit.groups()
    parts = [language.lower(), script.title() if script else "", region.upper() if region else ""]
    return "-".join(part for part in parts if part)


def _declared(
    head: Head, nodes: tuple[Node, ...], tree: HtmlElement, outlet: str | None
) -> Iterator[tuple[str, str]]:
    root = tree.getroottree().getroot()
    for name in ("lang", "{http://www.w3.org/XML/1998/namespace}lang", "xml:lang"):
        if value := root.get(name):
            yield "html lang", value
    for node in nodes:
        if isinstance(value := node.get("inLanguage"), str):
            yield "json-ld inLanguage", value
    yield from head.meta("og:locale", "content-language", "language", "dc.language", "dcterms.language")
    if outlet:
        yield "outlet", outlet


def _script(text: str) -> tuple[str, tuple[str, ...]]:
    """The script that most letters are in, and the languages it leaves; kana decide over Han."""
    if text.isascii():
        return ("Latin", ()) if any(map(str.isalpha, text)) else ("none", ())
    counts = {name: len(pattern.findall(text)) for name, pattern, _ in _PATTERNS}
    if counts["kana"] * 12 > counts["Han"] and counts["kana"]:
        counts["kana"] += counts["Han"]
    best = max(counts, key=lambda name: counts[name])
    if not counts[best]:
        return "none", ()
    return best, next(languages for name, _, languages in _PATTERNS if name == best)


def _refused(tag: str, script: str, possible: tuple[str, ...]) -> str | None:
    primary = tag.split("-")[0]
    if possible and primary not in possible:
        return f"not written in {script} script"
    others = {language for _, _, languages in _PATTERNS for language in languages} - {"sr", "kk", "az", "uz"}
    if script == "Latin" and primary in others:
        return "the text is in Latin script"
    return None

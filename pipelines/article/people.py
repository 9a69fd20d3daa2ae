"""Who wrote an article: persons only."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from importlib.resources import files
from itertools import groupby, islice

from lxml.html import HtmlElement

from pipelines.article.beside import Beside, Near, words
from pipelines.article.evidence import letters
from pipelines.article.head import Head, Node
from pipelines.model import Finding
from pipelines.text import clean_text

LONGEST = 60
MOST = 20
MOST_SHOWN = 8
LONGEST_BYLINE = 90
_METAS = (
    "author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "dc.contributor",
    "article:author",
    "article:author_name",
    "byl",
    "cxenseparse:author",
    "citation_author",
    "mediator_author",
)
_WORDS: dict[str, list[str]] = tomllib.loads((files(__package__) / "people.toml").read_text("utf-8"))
_DESKS = frozenset(_WORDS["desks"])
_ROLES = frozenset(_WORDS["before"] + _WORDS["after"])
_BODIES = frozenset(_WORDS["bodies"] + _WORDS["jobs"]) | _DESKS


def _phrases(name: str) -> str:
    return "|".join(re.escape(word) for word in sorted(_WORDS[name], key=len, reverse=True))


_BEFORE = re.compile(rf"^(?:(?:{_phrases('before')})(?:\s*[:：]\s*|\s+))+", re.IGNORECASE)
_AFTER = re.compile(rf"(?:(?:\s+|\s*[,/／]\s*)(?:{_phrases('after')}))+$", re.IGNORECASE)
_PARTED = re.compile(
    r"\s*(?:[,;|/•·&、，；]|\s(?:(?i:and|und|et|en|och|og|ja|és|ve|dan|và)|[yeiaиіو]|और)\s|\s[-–—]\s)\s*"
)
_INSIDE = re.compile(r"\s*[(（\[<][^)）\]>]{0,80}[)）\]>]?")
_NO_NAME = re.compile(r"\d|[@#/:?!=_]|https?|www\.|\.\w{2,5}$|…")
# What stands in a shown byline: two to five words with capitals (or particles), or a script without them.
_CAPITAL = r"[^\W\d_a-z][\w.'’-]*"
_LIKE_A_NAME = re.compile(
    rf"(?!.*[.!?]\s*$){_CAPITAL}"
    rf"(?:\s(?:{_CAPITAL}|de|del|della|di|da|dos|van|von|der|den|ter|bin|al|el|la|le)){{1,4}}"
    r"|[\u0900-\u0dff\u0e00-\u0e7f\u0590-\u06ff]+(?:\s[\u0900-\u0dff\u0590-\u06ff]+){1,3}"
    r"|[\u3040-\u9fff]{3,5}|[\u3040-\u9fff]{1,4}\s[\u3040-\u9fff]{1,4}|[\uac00-\ud7a3]{2,4}"
)
_WORD = re.compile(r"[^\s.·・-]+")
_CREDIT = re.compile(rf"(?:{_phrases('pictures')})\b", re.IGNORECASE)
_DOUBLED = re.compile(r"^(.{4,}) \1$")
_LEADS_TO = re.compile(r"/(?:author|autor|redaktion/|people/|profile/|reporter|writer)")
_CALLED = re.compile(r"utor|uthor|yline|eporter")


def authors(
    head: Head, nodes: Iterable[Node], near: Near, site: set[str]
) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
    """Name the persons who wrote the article, in the page's order.

    The page's own markup is asked only where neither JSON-LD nor a meta tag names a person. Where nobody is
    named at all, the agency or outlet that JSON-LD or a meta tag credits stands for them; desks ("Staff",
    "Redaktion") and logins never do. Empty where there is no credit.
    """
    told = list(_told(head, nodes))
    chosen, findings = _first((source, raw, _each(raw, site)) for source, raw in told)
    if not chosen:
        shown = ((source, raw, _each(raw, site)) for source, raw in _shown(near()))
        chosen, more = _first(
            (s, raw, tuple(filter(_LIKE_A_NAME.fullmatch, names))) for s, raw, names in shown
        )
        findings += more
    if not chosen:
        chosen, credit = _credited(told)
        findings += credit
    return chosen, tuple(findings)


def _first(tried: Iterable[tuple[str, list[str], tuple[str, ...]]]) -> tuple[tuple[str, ...], list[Finding]]:
    """The names of the first source that has any, and findings for what every source says."""
    chosen: tuple[str, ...] = ()
    findings: list[Finding] = []
    for source, raw, names in tried:
        won = bool(names) and not chosen
        chosen = names if won else chosen
        why = (
            "the most trusted of those that hold"
            if won
            else "another is trusted more"
            if names
            else "no person"
        )
        findings.append(Finding("authors", " | ".join(names or raw), source, won=won, why=why))
        if others := [line for line in raw if names and not any(name in line for name in names)]:
            findings.append(Finding("authors", " | ".join(others), source, won=False, why="no person"))
    return chosen, findings


def _each(raw: list[str], site: set[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(person for line in raw for person in persons(line, site)))


def _credited(told: list[tuple[str, list[str]]]) -> tuple[tuple[str, ...], list[Finding]]:
    """The first organisation that is credited by its name."""
    for source, raw in told:
        names = [name for line in raw if (name := clean_text(line, 100)) and _organisation(name)]
        if names:
            why = "no person is named; this is whom the page credits"
            return tuple(dict.fromkeys(names)), [
                Finding("authors", " | ".join(names), source, won=True, why=why)
            ]
    return (), []


def _organisation(name: str) -> bool:
    words = set(_WORD.findall(name.casefold()))
    return (
        len(letters(name)) > 1
        and not name.isdecimal()
        and len(name) <= LONGEST
        and not words & _DESKS
        and not re.search(r"[@/:]|https?", name)
    )


def persons(raw: str, site: set[str]) -> Iterator[str]:
    """Yield the persons that a byline names, without roles and outlets."""
    line = _BEFORE.sub("", _INSIDE.sub("", clean_text(raw, 300)))
    for part in _PARTED.split(line):
        name = _DOUBLED.sub(r"\1", _AFTER.sub("", _BEFORE.sub("", part)).strip(" .,-–—|:*"))
        if is_person(name, site):
            yield name


def is_person(name: str, site: set[str]) -> bool:
    """Whether a name can be a person's: words, not too many, none of them a desk's, and not the outlet's."""
    words = _WORD.findall(name.casefold())
    if name.casefold() in _ROLES:
        return False
    if not 2 <= len(name) <= LONGEST or len(words) > 6 or _NO_NAME.search(name):
        return False
    if letters(name) in site or any(word in _BODIES for word in words):
        return False
    # Small letters only are a login, a few capitals an agency.
    login = name.islower() and " " not in name
    return not name.isascii() or not (login or (name.isupper() and len(name) < 5))


def _told(head: Head, nodes: Iterable[Node]) -> Iterator[tuple[str, list[str]]]:
    for node in nodes:
        if names := list(_names(node.get("author"))) or list(_names(node.get("creator"))):
            yield "json-ld author", names[:MOST]
    for source, group in groupby(head.meta(*_METAS), key=lambda said: said[0]):
        yield source, [value for _, value in group if "/" not in value or " " in value][:MOST]
    for n in ("1", "2"):
        label = head.first(f"twitter:label{n}") or ""
        if label.casefold() in _WORDS["labels"] and (name := head.first(f"twitter:data{n}")):
            yield f"meta twitter:data{n}", [name]
    if name := head.first("twitter:misc:written by"):
        yield "meta twitter:misc:written by", [name]


def _shown(near: Iterable[Beside]) -> Iterator[tuple[str, list[str]]]:
    """Yield what the page shows beside its headline: links to authors, byline elements, "By" and a name."""
    texts = list(islice(_lines(near), MOST_SHOWN))
    links = [(e, text) for e, text, marked in texts if marked and e.tag == "a" and " " in text]
    if links:
        yield "byline link", list(dict.fromkeys(_together(links)))[:4]
    for element, text, marked in texts:
        if marked and " " in text and element.tag != "a":
            apart = [clean_text(piece, LONGEST_BYLINE) for piece in element.itertext() if piece.strip()]
            yield "byline", [text]
            yield "byline in pieces", apart if len(apart) > 1 else []
    for _, text, marked in texts:
        names = filter(_LIKE_A_NAME.fullmatch, persons(text, set()))
        if not marked and 2 * sum(map(len, names)) > len(text):
            yield "line that names its writer", [text]


def _lines(near: Iterable[Beside]) -> Iterator[tuple[HtmlElement, str, bool]]:
    """Yield short elements that are marked as a byline or begin as one, and whether they are marked."""
    for one in near:
        text = clean_text(one.element.get("content") or one.text, LONGEST_BYLINE + 1)
        if len(text) > LONGEST_BYLINE or _CREDIT.match(text):
            continue
        marked = _marked(one.element)
        if (marked or _BEFORE.match(text)) and not _pictured(one.element):
            yield one.element, text, marked


def _pictured(element: HtmlElement) -> bool:
    return next(element.iterancestors("figure", "picture"), None) is not None


def _together(links: list[tuple[HtmlElement, str]]) -> Iterator[str]:
    """Yield the first link's text, and the others' that stand in one short line with it."""
    line = links[0][0]
    while (up := line.getparent()) is not None and words(up) is not None:
        line = up
    inside = set(line.iter("a"))
    yield from (text for link, text in links if link in inside)


def _marked(element: HtmlElement) -> bool:
    get = element.get
    if element.tag == "a":
        return get("rel") == "author" or bool(_LEADS_TO.search(get("href") or ""))
    label = f"{get('class') or ''} {get('data-testid') or ''} {get('itemprop') or ''}"
    return element.tag == "address" or bool(_CALLED.search(label))


def _names(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value[:MOST]:
            yield from _names(one)
    elif isinstance(value, dict) and "Organization" not in str(value.get("@type")):
        yield from _names(value.get("name"))

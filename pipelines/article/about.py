"""What a page says about its article beside headline, people and times: address, section, tags, picture."""

from urllib.parse import urljoin, urlsplit

from pipelines.article.candidates import Candidate, choose
from pipelines.article.head import Head, Node
from pipelines.model import Finding, Page
from pipelines.text import clean_text

Findings = tuple[Finding, ...]


def canonical(head: Head, page: Page) -> tuple[str, Findings]:
    """The article's own address: the canonical link if it is on the page's site, else where it was found."""
    said = [("link canonical", link) for link in head.links.get("canonical", ())]
    said += [*head.meta("og:url"), ("address", page.final_url)]
    found = [_own(source, link, page.final_url) for source, link in said]
    value, findings = choose("url", found)
    return value or page.final_url.split("#")[0], findings


def _own(source: str, link: str, here: str) -> Candidate:
    """A link to the article itself; an address that was fetched holds whatever it looks like."""
    if link == here:
        return Candidate(here.split("#")[0], source)
    address = _address(here, link)
    if address is None:
        return Candidate(link, source, "no web address")
    refused = None
    if urlsplit(address).path in ("", "/"):
        refused = "the front page"
    elif _site(host_of(here)) not in ("", _site(host_of(address))):
        refused = "another site"
    return Candidate(address.split("#")[0], source, refused)


def _address(base: str, link: str) -> str | None:
    """A link as a whole web address; None for one that is none."""
    try:
        address = urljoin(base, link)
        return address if urlsplit(address).scheme in ("http", "https") and host_of(address) else None
    except ValueError:  # "http://[": what urllib says to a broken host
        return None


def host_of(url: str) -> str:
    """The lower-case host name of an address, or an empty string."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def own_name(url: str) -> str:
    """The outlet's name in its address: ``example`` of ``www.example.co.uk``."""
    return _site(host_of(url)).split(".")[0]


def _site(host: str) -> str:
    """The part of a host's name that an outlet's hosts share: near enough the registrable domain."""
    labels = host.split(".")
    country = len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= 3
    return ".".join(labels[-3 if country else -2 :])


def section(head: Head, nodes: tuple[Node, ...]) -> tuple[str | None, Findings]:
    """The section of the outlet that the article stands in, as the page writes it."""
    said = [("json-ld articleSection", v) for node in nodes for v in strings(node.get("articleSection"))]
    said += head.meta("article:section", "og:article:section", "parsely-section")
    return choose("section", [Candidate(value, source) for source, value in said])


def tags(head: Head, nodes: tuple[Node, ...]) -> tuple[tuple[str, ...], Findings]:
    """The article's tags or keywords, fifty at most: those of the first place that has any."""
    said = {
        "meta article:tag": [v for _, v in head.meta("article:tag", "og:article:tag")],
        "json-ld keywords": [v for node in nodes for v in strings(node.get("keywords"))],
        "meta keywords": [v for _, v in head.meta("news_keywords", "keywords")],
    }
    lists = {source: tags for source, values in said.items() if (tags := _listed(values))}
    _, findings = choose("tags", [Candidate(" | ".join(tags), source) for source, tags in lists.items()])
    return next(iter(lists.values()), ()), findings


def _listed(said: list[str]) -> tuple[str, ...]:
    parts = said[0].split(",") if len(said) == 1 else said  # one string of all is usual
    return tuple(dict.fromkeys(tag for one in parts if (tag := clean_text(one, 100))))[:50]


def image(head: Head, nodes: tuple[Node, ...], url: str) -> tuple[str | None, Findings]:
    """The address of the picture that stands for the article."""
    said = list(head.meta("og:image", "og:image:url", "twitter:image"))
    for node in nodes:
        image = node.get("image")
        links = strings(image.get("url")) if isinstance(image, dict) else strings(image)
        said += [("json-ld image", link) for link in links]
    found = [(source, _address(url, link), link) for source, link in said]
    return choose(
        "image",
        (Candidate(address or link, s, None if address else "no web address") for s, address, link in found),
    )


def free(nodes: tuple[Node, ...], head: Head) -> tuple[bool | None, Findings]:
    """Whether all may read it; None where the page does not say."""
    said = [("json-ld isAccessibleForFree", node.get("isAccessibleForFree")) for node in nodes]
    said += head.meta("article:content_tier")
    found = [Candidate(str(v), source, _unsaid(v)) for source, v in said if v is not None]
    value, findings = choose("free", found)
    return (_FREE[value.casefold()] if value else None), findings


_FREE = {"true": True, "free": True, "false": False, "locked": False}


def _unsaid(value: object) -> str | None:
    return None if str(value).casefold() in _FREE else "neither free nor locked"


def strings(value: object) -> list[str]:
    """The strings of a JSON-LD value: itself, or those of a list."""
    if isinstance(value, str):
        return [clean_text(value, 500)] if value.strip() else []
    return [clean_text(v, 500) for v in value if isinstance(v, str)] if isinstance(value, list) else []

"""What a page says about its article beside headline, people and times: address, section, tags, picture."""

from urllib.parse import urljoin, urlsplit

from pipelines.article.head import Head, Node
from pipelines.model import Page
from pipelines.text import clean_text


def canonical(head: Head, page: Page) -> str:
    """The article's own address: the canonical link if it is on the page's site, else where it was found."""
    here = _site(host_of(page.final_url))
    for found in (*head.links.get("canonical", ()), *(v for _, v in head.meta("og:url"))):
        address = _address(page.final_url, found)
        if (
            address
            and urlsplit(address).path not in ("", "/")
            and _site(host_of(address)) == (here or _site(host_of(address)))
        ):
            return address.split("#")[0]
    return page.final_url.split("#")[0]


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


def section(head: Head, nodes: tuple[Node, ...]) -> str | None:
    """The section of the outlet that the article stands in, as the page writes it."""
    said = [v for node in nodes for v in strings(node.get("articleSection"))]
    return next(
        iter([*said, *(v for _, v in head.meta("article:section", "og:article:section", "parsely-section"))]),
        None,
    )


def tags(head: Head, nodes: tuple[Node, ...]) -> tuple[str, ...]:
    """The article's tags or keywords, fifty at most."""
    said = [v for _, v in head.meta("article:tag", "og:article:tag")]
    if not said:
        said = [v for node in nodes for v in strings(node.get("keywords"))]
    if not said:
        said = [v for _, v in head.meta("news_keywords", "keywords")]
    if len(said) == 1:
        said = said[0].split(",")
    return tuple(dict.fromkeys(tag for one in said if (tag := clean_text(one, 100))))[:50]


def image(head: Head, nodes: tuple[Node, ...], url: str) -> str | None:
    """The address of the picture that stands for the article."""
    said = [v for _, v in head.meta("og:image", "og:image:url", "twitter:image")]
    for node in nodes:
        image = node.get("image")
        said += strings(image.get("url")) if isinstance(image, dict) else strings(image)
    return next((address for one in said if (address := _address(url, one))), None)


def free(nodes: tuple[Node, ...], head: Head) -> bool | None:
    """Whether all may read it; None where the page does not say."""
    for node in nodes:
        value = node.get("isAccessibleForFree")
        if isinstance(value, bool):
            return value
        if isinstance(value, str) and value.lower() in ("true", "false"):
            return value.lower() == "true"
    tier = head.first("article:content_tier")
    return {"free": True, "locked": False, "metered": None}.get(tier.lower()) if tier else None


def strings(value: object) -> list[str]:
    """The strings of a JSON-LD value: itself, or those of a list."""
    if isinstance(value, str):
        return [clean_text(value, 500)] if value.strip() else []
    return [clean_text(v, 500) for v in value if isinstance(v, str)] if isinstance(value, list) else []

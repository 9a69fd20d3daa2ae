"""Web addresses as outlets write them: made absolute, cleaned, or refused."""

import re
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

import tldextract

LONGEST = 2083
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f-\x9f\\\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|mc_cid|mc_eid|ref_src|cmpid|ocid)", re.IGNORECASE)
_split_domain = tldextract.TLDExtract(cache_dir=None, suffix_list_urls=())  # the bundled list: no traffic


def resolved(base: str, url: object) -> str | None:
    """Make ``url`` absolute against ``base``, without its fragment and tracking parameters.

    Returns:
        None for anything but an http or https address of a host, without credentials and of at most 2083
        characters.
    """
    if not isinstance(url, str) or not url.strip() or len(url) > LONGEST:
        return None
    if _FORBIDDEN.search(url.strip()):
        return None
    try:
        parts = urlsplit(urljoin(base, url.strip()))
        port = parts.port
    except ValueError:
        return None
    host = parts.hostname
    if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc:
        return None
    netloc = f"[{host}]" if ":" in host else host
    if port is not None and port != {"http": 80, "https": 443}[parts.scheme]:
        netloc = f"{netloc}:{port}"
    return urlunsplit((parts.scheme, netloc, parts.path or "/", _untracked(parts.query), ""))


def _untracked(query: str) -> str:
    if not _TRACKING.search(query):
        return query
    pairs = parse_qsl(query, keep_blank_values=True)
    return urlencode([(name, value) for name, value in pairs if not _TRACKING.fullmatch(name)])


def site(url: str) -> str:
    """The registrable domain of ``url`` (``bbc.co.uk`` of ``news.bbc.co.uk``), or its host."""
    host = urlsplit(url).hostname or ""
    return _split_domain(host).top_domain_under_public_suffix or host

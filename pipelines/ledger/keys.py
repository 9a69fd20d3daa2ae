"""Keys: 16-byte hashes of content, the same on every machine, in every run and order of arrival."""

from datetime import UTC, datetime
from hashlib import blake2b
from unicodedata import category, normalize

from pipelines.model import Article, Claim

Key = bytes


def key(*parts: str | int | bytes | None) -> Key:
    """Hash the parts to 16 bytes; ``ascii`` keeps them apart, and is the same in every version of Python."""
    return blake2b(ascii(parts).encode(), digest_size=16).digest()


def fold(text: str) -> str:
    """Fold a name for look-up: no case, no Latin accents, and nothing but letters, digits and vowel signs."""
    plain = normalize("NFKD", text).casefold()
    return normalize("NFC", "".join(char for char in plain if char.isalnum() or _sounds(char)))


def _sounds(char: str) -> bool:
    # Marks of Indic scripts are vowels; those of the combining block are accents.
    return category(char) in ("Mc", "Mn") and not "\u0300" <= char <= "\u036f"


def article_key(identifier: str) -> Key:
    """Key of an article from its id (the canonical address)."""
    return key("article", identifier)


def claim_key(claim: Claim) -> Key:
    """Key of a claim: what it says in the article's own words, whatever the sentence around it.

    An edited comma or an added platform leaves the claim the same; another date makes another claim.
    """
    person = None if claim.person is None else fold(claim.person)
    job = claim.role if claim.kind == "crew" else None
    said = (claim.kind, claim.event, fold(claim.work), claim.season, claim.date, claim.region)
    return key("claim", claim.article, *said, person, job, claim.certainty)


def text_key(article: Article) -> Key:
    """Key of an article's wording: its headline and body without spaces."""
    return key("text", *article.whole.split())


def moment(text: str | None) -> datetime | None:
    """Read an ISO 8601 date (midnight UTC) or date-time (UTC where it has no offset) into UTC; None for None.

    Raises:
        ValueError: for any other text.
    """
    if text is None:
        return None
    read = datetime.fromisoformat(text)
    return read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC)

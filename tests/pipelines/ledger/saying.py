"""Short ways to say things in ledger tests: an invented outlet publishes one claim on one day."""

from dataclasses import replace
from datetime import UTC, datetime
from zlib import crc32

from pipelines.ledger.record import Record
from pipelines.model import Article, Claim, Evidence, Identified

FOUND = datetime(2027, 1, 1, tzinfo=UTC)
WORK = "night-ferry"


def day(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def say(said, event, date=None, *, by="Lantern", certainty="official", kind=None, found=FOUND, **fields):
    """One article of one claim; ``text`` and ``id`` of the article follow from what it says."""
    options = {
        name: fields.pop(name)
        for name in ("wire", "official", "id", "modified", "work", "who", "text")
        if name in fields
    }
    kind = kind or kind_of(event, options.get("who"))
    words = (
        options.get("text") or f"{by} {said} {event} {date} {certainty} {sorted(fields.items())} {options}"
    )
    article = Article(
        id=options.get("id", f"https://example.com/{crc32(words.encode())}"),
        title=f"{by} writes",
        text=words,
        url=None,
        outlet=by,
        language="en",
        published=said,
        modified=options.get("modified"),
    )
    claim = Claim(
        article.id, kind, event, "Night Ferry", certainty, Evidence(0, 5, words[:5]), date=date,
        person=options.get("who"), **fields,
    )  # fmt: skip
    return Record(
        article,
        (Identified(claim, options.get("work", WORK), options.get("who")),),
        found,
        options.get("wire"),
        options.get("official", False),
    )


def kind_of(event, who):
    if who:
        return "cast"
    release = ("scheduled", "delayed", "brought_forward", "unannounced", "released")
    return "release" if event in release else "production"


def joined(*records):
    """Several sayings as the claims of one article: the first one's."""
    first = records[0]
    claims = tuple(
        replace(identified, claim=replace(identified.claim, article=first.article.id))
        for record in records
        for identified in record.claims
    )
    return replace(first, claims=claims)

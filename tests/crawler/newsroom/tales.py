"""Short makers of facts, values and updates for tests."""

from datetime import UTC, datetime

from pipelines.facts import Change, Fact, Telling, Update, Value
from pipelines.model import Kind

THEN = datetime(2025, 3, 1, tzinfo=UTC)
STATES = {"delayed": "scheduled", "joins": "in", "returns": "in", "renewed": "ordered"}


def value(event: str, date: str | None = None, platform: str | None = None, role: str | None = None) -> Value:
    return Value(STATES.get(event, event), event, "official", date, platform, role)


def fact(kind: Kind, name: str | None = None, aspect: str = "", **told: object) -> Fact:
    base = {
        "season": None,
        "region": None,
        "person": name and name.lower(),
        "value": None,
        "since": None,
        "sources": 1,
    }
    return Fact(
        id="f", kind=kind, work="w", title="Kestrel Run", name=name, aspect=aspect, **{**base, **told}
    )


def update(kind: Change, now: Value | None, before: Value | None = None, **told: object) -> Update:
    return Update(
        id="u",
        fact="f",
        number=1,
        kind=kind,
        at=THEN,
        found=THEN,
        rule="only",
        value=now,
        previous=before,
        **told,
    )


def telling(sentence: str, outlet: str, **told: object) -> Telling:
    base = dict.fromkeys(("url", "language", "attribution", "date", "platform", "role", "name"))
    base |= {
        "article": f"{outlet}/1",
        "source": outlet,
        "event": "joins",
        "said": THEN,
        "found": THEN,
        "start": 0,
        "certainty": "official",
    }
    return Telling(
        id="t",
        outlet=outlet,
        headline="",
        title="Kestrel Run",
        sentence=sentence,
        rules=(),
        **{**base, **told},
    )

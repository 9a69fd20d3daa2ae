"""Articles of invented words: stories that can be copied, cut and mixed."""

import random
from datetime import UTC, datetime, timedelta

from pipelines.model import Article

START = datetime(2024, 5, 1, tzinfo=UTC)
SEEN = datetime(2024, 6, 1, tzinfo=UTC)


def sentence(rng: random.Random) -> str:
    """A sentence of made-up words, with one made-up name in it."""

    def word() -> str:
        return "".join(rng.choice("bdfglmnprst") + rng.choice("aeiou") for _ in range(rng.randint(2, 4)))

    return " ".join(["The", *(word() for _ in range(11)), word().title(), word()]) + "."


def story(seed: int, sentences: int = 16) -> list[str]:
    rng = random.Random(seed)
    return [sentence(rng) for _ in range(sentences)]


def article(name: str, lines: list[str], hour: float = 0, site: str = "example.com") -> Article:
    return Article(
        id=f"https://{site}/{name}",
        url=f"https://{site}/{name}",
        title=name,
        text="\n".join(lines),
        published=(START + timedelta(hours=hour)).isoformat(),
    )

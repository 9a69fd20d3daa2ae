from dataclasses import replace

from pipelines.identify import MemoryKnown, identify
from pipelines.model import Article, Claim, Evidence

ARTICLE = Article(id="https://example.com/a", title="t", text="x", published="2024-05-01")


def claim(work, person=None, **fields):
    kind = "cast" if person else "release"
    event = "joins" if person else "scheduled"
    return Claim("a", kind, event, work, "official", Evidence(0, 1, "t"), person=person, **fields)


def ids(known, *claims, published="2024-05-01"):
    return identify(claims, replace(ARTICLE, published=published), known)


def test_one_spelling_is_one_work_and_one_person():
    known = MemoryKnown()
    first, second = ids(known, claim("Night Ferry", "Anna Berg"), claim("NIGHT FERRY", "Anna  Berg"))
    assert (first.work, first.person) == (second.work, second.person)


def test_an_alias_is_the_same_person():
    known = MemoryKnown()
    first, second = ids(known, claim("Night Ferry", "Lomon"), claim("Night Ferry", "Park Solomon"))
    assert first.person == second.person


def test_two_works_of_one_name_stay_two():
    known = MemoryKnown()
    (old,) = {
        it.work
        for it in ids(
            known,
            claim("The Lake", "Ada Quist"),
            claim("The Lake", "Bo Lindt"),
            claim("The Lake", date="2004-03-01", platform="Kanal 4"),
        )
    }
    (new,) = {
        it.work
        for it in ids(
            known,
            claim("The Lake", "Carla Moss"),
            claim("The Lake", "Dov Peretz"),
            claim("The Lake", date="2024-09", platform="Streamly"),
        )
    }
    assert old != new

"""As many characters as persons, given out one by one."""

from msgspec.structs import replace

from pipelines.extract.brackets import inside
from pipelines.extract.groups import joined
from pipelines.extract.names import Name
from pipelines.extract.reading import Reading

_MANY = 8  # persons of a list whose characters are another


def one_by_one(reading: Reading, names: list[Name]) -> list[Name]:
    """Give as many characters as persons out one by one: "A and B as X and Y"."""
    told, index = list[Name](), 0
    while index < len(names):
        told.append(names[index])
        behind = _list_from(reading, names[index : index + _MANY]) if _plays(reading, names[index]) else []
        if behind and _paired_off(reading, told[-len(behind) :], behind):
            roles = [one.text for one in behind]
            roles[0] = str(names[index].role)
            persons = zip(told[-len(behind) :], roles, strict=True)
            told[-len(behind) :] = [replace(one, role=role, cast=True) for one, role in persons]
            told[-1] = replace(told[-1], stop=behind[-1].stop)
            index += len(behind) - 1
        index += 1
    return told


def _plays(reading: Reading, name: Name) -> bool:
    """Say whether a word introduces a person's character, and no bracket holds it."""
    return name.cast and name.role is not None and not inside(reading, name)


def _list_from(reading: Reading, names: list[Name]) -> list[Name]:
    """Return the names of the list that ``names`` begin with."""
    last = 1
    while last < len(names) and joined(reading, names[last - 1], names[last]) in (",", "&", "&,"):
        last += 1
        if joined(reading, names[last - 2], names[last - 1]) != ",":
            break
    return names[:last]


def _paired_off(reading: Reading, persons: list[Name], characters: list[Name]) -> bool:
    """Say whether two lists of two or more end with an "and" each and hold no other character."""
    lone = not any(one.role for one in (*persons[:-1], *characters[1:]))
    closed = all(
        joined(reading, *pair[-2:]) in ("&", "&,") for pair in (persons, characters) if len(pair) > 1
    )
    return len(persons) > 1 and lone and closed

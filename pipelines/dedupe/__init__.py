"""Article → its place among the tellings, or "read before".

``canonical`` gives an address its one spelling; ``place`` finds the group of near copies that an article
belongs to and remembers the article in an ``Index``; a group counts as one source, whoever prints it.
"""

from pipelines.dedupe.address import canonical, host
from pipelines.dedupe.likeness import Bounds, likeness
from pipelines.dedupe.memory import MemoryIndex
from pipelines.dedupe.place import Index, Placement, place
from pipelines.dedupe.trace import trace

__all__ = ["Bounds", "Index", "MemoryIndex", "Placement", "canonical", "host", "likeness", "place", "trace"]

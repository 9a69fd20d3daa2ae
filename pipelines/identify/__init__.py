"""Claims → the same claims, identified: whose work and which person, in whatever script they are written."""

from pipelines.identify.compare import Comparison, compare
from pipelines.identify.identify import identify
from pipelines.identify.known import Known, MemoryKnown

__all__ = ["Comparison", "Known", "MemoryKnown", "compare", "identify"]

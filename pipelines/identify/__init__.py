"""Claims → the same claims, identified: whose work and which person, in whatever script they are written."""

from pipelines.identify.compare import Comparison, compare
from pipelines.identify.identify import identify
from pipelines.identify.known import Form, Known, MemoryKnown, Verdict

__all__ = ["Comparison", "Form", "Known", "MemoryKnown", "Verdict", "compare", "identify"]

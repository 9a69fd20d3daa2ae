"""Page → Article: the text, headline, people and time of a page, and which tag said so.

In goes a ``Page`` (bytes as fetched), out comes an ``Article``, or ``Unreadable`` with what is there instead.
"""

from pipelines.article.furniture import SeenHere
from pipelines.article.options import Furniture, Layout, Options
from pipelines.article.reading import read
from pipelines.article.revisions import Revision, compare

__all__ = ["Furniture", "Layout", "Options", "Revision", "SeenHere", "compare", "read"]

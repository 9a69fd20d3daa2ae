"""A small multi-lingual news site of our own articles, served on loopback: the demo and the tests crawl it.

Four invented outlets (English twice, Hindi, Korean), each with its own typography, furniture and way of being
found. Works and people are real where public reporting is retold, else invented; the wording is ours.
"""

from crawler.newsroom.articles import House, Piece, houses
from crawler.newsroom.server import Newsroom, serve
from crawler.newsroom.site import Response, Site

__all__ = ["House", "Newsroom", "Piece", "Response", "Site", "houses", "serve"]

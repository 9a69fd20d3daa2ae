"""A small multi-lingual news site of our own articles, served on loopback."""

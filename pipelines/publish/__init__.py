"""Updates → feeds: the files that people read."""

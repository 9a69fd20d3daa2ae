"""Page in, feeds out: ``ls pipelines/`` in alphabetical order is the journey of a page."""

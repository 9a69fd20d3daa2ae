"""Page → Article: the text, headline, people and time of a page, and which tag said so."""

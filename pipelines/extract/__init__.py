"""Article → Claims: the engine; it knows no word of any language."""

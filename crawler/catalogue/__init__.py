"""WHO: one file per outlet; its id is its path."""

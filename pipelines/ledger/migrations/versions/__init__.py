"""One module per revision; its name is its id."""

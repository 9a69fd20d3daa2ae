"""Every word we know: one file per language, with examples that run as tests."""

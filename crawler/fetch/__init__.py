"""HOW: the border between the HTTP library and a Page, and everything that keeps fetching polite and safe."""

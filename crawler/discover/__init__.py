"""WHERE: feeds, news sitemaps and listings as pure functions from a response to links with times."""

"""The spiders: catalogued outlets, given addresses, archives."""

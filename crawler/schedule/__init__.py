"""WHEN: which outlet to look at next, and the daemon that does so."""

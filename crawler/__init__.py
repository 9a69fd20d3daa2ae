"""Outlets in, pages out: all network, clock and shell."""

"""Replay publication times against ways of choosing when to look."""

"""Hostile files of our own, made from code: what must be refused in one sentence, and hidden words that must become findings."""

"""Measurement over a large district's years: a million ledger events and a hundred thousand items."""

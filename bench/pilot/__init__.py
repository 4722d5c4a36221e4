"""Simulated pilots with planted truth, at the level of ledger events, through the product own projections and scorecard."""

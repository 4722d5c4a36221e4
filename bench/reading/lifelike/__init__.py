"""Documents as districts make them, of any make: pages printed by a browser, Word files, workbooks, saved pages; with what a person reads there."""

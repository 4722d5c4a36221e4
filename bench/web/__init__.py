"""The web door under calls that nobody would write by hand."""

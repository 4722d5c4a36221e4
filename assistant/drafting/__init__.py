"""Drafters: evidence in, cited sentences out. Extractive (the default, nothing invented) and generative behind one protocol."""

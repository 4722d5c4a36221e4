"""Learns and measures the second look of triage: what a message is like, beside the rules of words."""

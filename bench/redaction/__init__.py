"""Measures the redactor: recall by type, leaks, facts destroyed, time; beside stock Presidio."""

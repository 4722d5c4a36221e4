"""Prompts as data: one text file each, placeholders `{{name}}`, checked when loaded."""

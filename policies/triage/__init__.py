"""Triage: what a redacted question is, decided by rules that are data, before any model.

`triage` gives the verdict. `rules_*.yaml` are the rules with their examples, `words_*.yaml` the word lists they are built
from; both are written for a district administrator to read. `rulebook` reads and checks them, `normalising` turns a message
into plain words (case, accents, typing errors), `matching` finds word lists and phrases in those words.
"""

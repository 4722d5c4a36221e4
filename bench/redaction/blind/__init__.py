"""A blind set of our own: messages written before the recognisers were read again, in parts whose wording, names and schools differ.

Halves `a` and `b` are templates with slots and have been read while mending; `c` is written out message by message, by another hand, and of it
only totals are looked at. Names, places and numbers are invented.
"""

"""A blind set of our own: messages written before the recognisers were read again, in two halves whose wording, names and schools differ.

Half `a` may be read while mending; of half `b` only totals are looked at until the work is done. Names, places and numbers are invented.
"""

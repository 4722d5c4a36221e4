"""A blind set of our own: messages by writers who had never looked at the redactor, in parts whose wording, names, schools and hands differ.

`a`, `b` are templates with slots, `i` and `t` messages from other hands' templates with noise, the others are written out message by message.
Of a part that is not `make.READABLE` only totals are looked at. Names, places and numbers are invented.
"""

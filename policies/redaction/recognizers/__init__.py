"""One module per kind of personal detail.

A kind that is a pattern exports `SHAPES`; one that needs more than a pattern exports `find(message) -> list[Span]`. All run on
normalised text, ignoring case, in both languages (messages switch language in mid-sentence). `presidio_engine` registers them.
"""

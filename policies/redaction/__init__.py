"""Redaction: the only maker of `RedactedText`.

One message's way: `normalising` (one spelling, with a map back) → `language` → `presidio_engine` (the recognisers of
`recognizers/`, one module per kind, and the `rampart` name model, run by Presidio's analyser) → `allow_list` (what the
district has published stays) → `placeholders` (typed, numbered) → `residual` (a second look by another method) → `sealing`.
`lexicon` holds the word and name lists, `canaries` the start-up self-test. Nothing heavy is imported before the first message.
"""

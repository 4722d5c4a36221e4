"""Checks of a draft, in code, after any drafter: form, support, figures, scope, PII, length. A failing sentence is dropped."""

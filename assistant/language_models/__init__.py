"""Adapters of language models: one wire (OpenAI-compatible, through llama-index), bounded in host, time, bytes and calls."""

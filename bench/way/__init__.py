"""The question's way against a plain llama-index query engine, in one run."""

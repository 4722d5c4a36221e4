"""The generative drafter against a real language-model server on this machine: `make llm`."""

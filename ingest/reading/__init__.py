"""Readers: file bytes in, text with blocks out, in a child process with limits. One module per format."""

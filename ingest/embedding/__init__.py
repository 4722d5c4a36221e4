"""Text to vectors: one protocol, two encoders (OpenVINO for the shipped model, sentence-transformers for any), and the set-up of
the shipped weights."""

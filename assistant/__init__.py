"""The roof: the question's way, the two doors (`cli`, `web`), settings and the one composition root."""

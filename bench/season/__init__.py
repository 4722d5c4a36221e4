"""One season of a district through the real system, with known truth: asked, kept back by lot, reviewed by a script, measured, compared."""

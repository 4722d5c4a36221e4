"""Both ways of the house, end to end, with the real models and the fictional district."""

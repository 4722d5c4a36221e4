"""Training: `tracks` are the items and short tests as data (YAML, by language), `results` who passed what and when."""

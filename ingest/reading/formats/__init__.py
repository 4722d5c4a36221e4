"""One reader per format. Each has `read(data, composer, limits)` and runs only inside the reading process."""

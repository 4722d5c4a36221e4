"""PDF: words with their places, what of them can be seen, rules and tables, columns, headings and paragraphs."""

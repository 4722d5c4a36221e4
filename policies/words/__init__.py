"""The glossary of the house (`docs/house.md`) as frozen types: `people`, `documents`, `questions`, `drafts`, `items`."""

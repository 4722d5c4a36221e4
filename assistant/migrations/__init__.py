"""The schema's history (Alembic). `assistant.schema` runs it; one step, one file, never edited once released."""

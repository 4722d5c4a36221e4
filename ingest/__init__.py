"""Room 1: documents, revisions and their approval; readers; passages; embedding; the indexes; scope; recall; erasure.

The registry (SQL) decides what may be used; the indexes are caches that can be rebuilt from it."""

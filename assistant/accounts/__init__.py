"""Who may come in: `users` and their roles, `passwords` (argon2), `sign_in` (throttled), `sessions` of browsers, `tokens` of programs.

Functions take the SQL session and the moment and never commit; only `sign_in.authenticate` takes the database, because a
refused try must be counted although the request fails, and because hashing must not hold the one writer's place.
"""

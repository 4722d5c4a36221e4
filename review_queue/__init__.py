"""Room 2: items and their state machine, claims, decisions and answers. Nothing leaves without a decision."""

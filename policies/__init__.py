"""The ground floor: the words of the house as frozen types, the error tree, the district policy, triage, permissions,
redaction (the only maker of `RedactedText`), the ledger and the shared SQL base. It imports no other room."""

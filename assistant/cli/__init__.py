"""The command line: the operator's door. The same words as the web; nothing heavy is imported before a command needs it."""

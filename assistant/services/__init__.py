"""What both doors offer, in the same words: `questions`, `documents`, `review`, `metrics`, `governance`.

A public function here is one request or command: it asks for the permission, opens one transaction, and commits it."""

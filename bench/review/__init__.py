"""Benches and drills of the review: contention, kills, the queue's speed, the ledger's verification."""

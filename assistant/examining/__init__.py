"""What an owner sees before approval: findings in a new document, each with its place; the policy says which of them block."""

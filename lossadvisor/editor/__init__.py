"""What an editor shows while somebody types: findings, fixes, explanations, and names to choose from."""

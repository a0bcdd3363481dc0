"""What heads are worth on somebody's own data: each is trained on the same rows, and judged on others."""

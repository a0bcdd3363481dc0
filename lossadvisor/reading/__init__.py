"""What a program does to models, followed step by step without running it."""

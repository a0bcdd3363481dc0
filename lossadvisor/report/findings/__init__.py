"""What a check has found, one module for each format."""

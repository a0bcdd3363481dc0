"""What was seen and the rules to findings: reads no program and no file."""

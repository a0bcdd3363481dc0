"""What was found or recommended, in every format that is printed."""

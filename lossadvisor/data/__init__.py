"""Labels of one's own: read from files and arrays, measured, and turned into proposals by the rules."""

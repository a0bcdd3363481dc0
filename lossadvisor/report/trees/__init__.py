"""The decision tree drawn, one module for each format."""

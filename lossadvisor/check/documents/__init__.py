"""Bytes to text and back: Python files and notebooks, and the places of both."""

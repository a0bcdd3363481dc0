"""Saved models, read from their configuration without opening their weights."""

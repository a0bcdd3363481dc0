"""One outline for each kind of report, several renderers: terminal, plain and Markdown."""

"""One outline, several renderers: terminal, plain and Markdown; JSON is printed from records."""

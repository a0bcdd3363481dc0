"""What the rules say of a name, and the tree as a drawing."""

"""From an end of the tree to a recommendation, and its code in Keras."""

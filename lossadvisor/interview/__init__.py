"""From answers to an end of the tree, whoever gives them: a person, options, a file or a program."""

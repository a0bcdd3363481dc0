CLASSES = 4
LAST = "sigmoid"
LOSS = "sparse_categorical_crossentropy"
OPTIMIZER = "adam"
_private = 1

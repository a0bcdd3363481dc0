def Sequential(layers):
    return layers

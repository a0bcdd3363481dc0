class Trainer:
    def __init__(self, model, loss):
        self.model, self.loss = model, loss

    def start(self, x, y):
        # expect: sigmoid-for-one-of-many
        self.model.compile("adam", loss=self.loss, metrics=["accuracy"])
        self.model.fit(x, y)


def train(network, loss):
    network.compile("adam", loss=loss)
    return network


def continued(network, loss):
    network.compile("adam", loss=loss)
    return network

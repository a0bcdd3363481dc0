class Trainer:
    loss = "mse"

    def __init__(self):
        self.model = self.build()

    def build(self):
        raise NotImplementedError

    def start(self, x, y):
        self.model.compile("adam", loss=self.loss)
        self.model.fit(x, y)

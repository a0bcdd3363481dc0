from one import Base, head

LAST = "softmax"


class Net(Base):
    def __init__(self):
        super().__init__()
        self.out = head(5)

    def call(self, inputs):
        return self.out(inputs)

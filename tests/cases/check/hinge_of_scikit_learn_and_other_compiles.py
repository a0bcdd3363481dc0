# expect: nothing

import re

import numpy as np
from sklearn.linear_model import SGDClassifier

pattern = re.compile("accuracy=([0-9.]+)")
source = compile("1 + 1", "softmax", "eval")

x = np.random.rand(40, 5)
y = np.random.randint(0, 2, size=40)
model = SGDClassifier(loss="hinge", penalty="l2", max_iter=50)
model.fit(x, y)
print(f"accuracy={model.score(x, y)}", pattern.pattern, eval(source))

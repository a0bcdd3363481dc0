import keras
import numpy as np
from keras.layers import Dense, Input
from keras.metrics import BinaryAccuracy

poses = np.random.rand(24, 34)
pose = np.eye(6)[np.random.randint(0, 6, size=24)]

model = keras.Sequential()
model.add(Input((34,)))
model.add(Dense(17, activation="relu"))
model.add(Dense(6, activation="softmax"))
# expect: metric-reads-other-labels
model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=[BinaryAccuracy()])
model.fit(poses, pose, epochs=1, verbose=0)

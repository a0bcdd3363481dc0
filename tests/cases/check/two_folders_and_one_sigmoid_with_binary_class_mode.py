# expect: nothing
# not run: needs tensorflow

from keras.layers import Conv2D, Dense, Flatten
from keras.models import Sequential
from keras.preprocessing.image import ImageDataGenerator

flow = ImageDataGenerator(rescale=1 / 255).flow_from_directory("cats_and_dogs", class_mode="binary")

model = Sequential()
model.add(Conv2D(8, 3, activation="relu", input_shape=(256, 256, 3)))
model.add(Flatten())
model.add(Dense(1, activation="sigmoid"))
model.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])
model.fit_generator(flow, steps_per_epoch=10)

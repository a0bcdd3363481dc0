# not run: needs tensorflow

from tensorflow.keras.layers import Conv2D, Dense, GlobalAveragePooling2D
from tensorflow.keras.models import Sequential
from tensorflow.keras.preprocessing.image import ImageDataGenerator

train = ImageDataGenerator(rescale=1 / 255).flow_from_directory("xrays", (64, 64), class_mode="binary")

model = Sequential()
model.add(Conv2D(8, 3, activation="relu", input_shape=(64, 64, 3)))
model.add(GlobalAveragePooling2D())
model.add(Dense(1, activation="sigmoid"))
# expect: regression-loss-for-classes
model.compile(optimizer="adam", loss="mean_squared_error")
model.fit(train, epochs=1)

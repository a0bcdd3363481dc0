# not run: needs tensorflow

from tensorflow.keras.layers import Conv2D, Dense, Flatten, MaxPooling2D
from tensorflow.keras.models import Sequential
from tensorflow.keras.preprocessing.image import ImageDataGenerator

datagen = ImageDataGenerator(rescale=1.0 / 255, horizontal_flip=True)
train = datagen.flow_from_directory("data/train", target_size=(64, 64), class_mode="categorical")

cnn = Sequential()
cnn.add(Conv2D(16, (3, 3), activation="relu", input_shape=(64, 64, 3)))
cnn.add(MaxPooling2D((2, 2)))
cnn.add(Flatten())
cnn.add(Dense(4, activation="softmax"))
# expect: labels-not-read
cnn.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
cnn.fit(train, epochs=1)

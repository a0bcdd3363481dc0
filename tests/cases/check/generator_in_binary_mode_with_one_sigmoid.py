# expect: nothing
# not run: needs tensorflow

from tensorflow.keras import layers, models
from tensorflow.keras.preprocessing.image import ImageDataGenerator

train_datagen = ImageDataGenerator(rescale=1.0 / 255, rotation_range=20)
test_datagen = ImageDataGenerator(rescale=1.0 / 255)
train_gen = train_datagen.flow_from_directory("cats_dogs/train", (80, 80), class_mode="binary", batch_size=20)
test_gen = test_datagen.flow_from_directory("cats_dogs/test", (80, 80), class_mode="binary", batch_size=20)

model = models.Sequential()
model.add(layers.Conv2D(32, (3, 3), activation="relu", input_shape=(80, 80, 3)))
model.add(layers.MaxPooling2D((2, 2)))
model.add(layers.Flatten())
model.add(layers.Dense(1, activation="sigmoid"))
model.compile(loss="binary_crossentropy", optimizer="rmsprop", metrics=["acc"])
model.fit(train_gen, validation_data=test_gen, epochs=1)

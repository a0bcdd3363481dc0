# not run: segmentation_models_3D
import segmentation_models_3D as sm

# expect: sigmoid-for-one-of-many
model = sm.Unet("resnet18", classes=4, input_shape=(64, 64, 64, 3))
model.compile("adam", loss=sm.losses.categorical_crossentropy)

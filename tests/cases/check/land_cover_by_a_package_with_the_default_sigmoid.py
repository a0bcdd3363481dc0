from segmentation_models import Unet
from segmentation_models.losses import dice_loss

# expect: sigmoid-for-one-of-many
land = Unet("efficientnetb0", classes=7)
land.compile("adam", loss="categorical_crossentropy")
roads = Unet("efficientnetb0")
roads.compile("adam", loss=dice_loss)

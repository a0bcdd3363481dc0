#!/usr/bin/env bash
# Keras 3.15.1 (Pillow 12.0.0): keras.utils.load_img passes over the orientation in the EXIF data of JPEG, PNG and WebP,
# and reads a TIFF with the same orientation turned, since Pillow turns TIFF by itself. So photos of a phone lie on their
# side, masks that were drawn on what a viewer shows do not lie on them, and to save the same photos as TIFF for training
# gives other pictures. Neither load_img nor image_dataset_from_directory has an argument for it. Seen, of a picture stored
# as 40 by 80 pixels that is to be turned by a quarter: (40, 80, 3) of jpg, png and webp, (80, 40, 3) of tiff; turned by
# PIL.ImageOps.exif_transpose all four are (80, 40). Exits with 1 if this changes.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
python3 -m venv "$room/env"
"$room/env/bin/pip" install -q keras==3.15.1 jax==0.10.2 jaxlib==0.10.2 pillow==12.0.0 2> /dev/null
cd "$room"
KERAS_BACKEND=jax KERAS_HOME="$room" "$room/env/bin/python" - <<'PYTHON'
import inspect

import keras
import numpy as np
from PIL import Image, ImageOps

pixels = np.zeros((40, 80, 3), "uint8")
pixels[:, :40, 0] = pixels[:, 40:, 2] = 255
quarter = Image.Exif()
quarter[0x0112] = 6  # viewers turn it clockwise
stored, turned = {}, {}
for kind in ("jpg", "png", "webp", "tiff"):
    Image.fromarray(pixels).save(f"photo.{kind}", exif=quarter)
    stored[kind] = keras.utils.img_to_array(keras.utils.load_img(f"photo.{kind}")).shape
    with Image.open(f"photo.{kind}") as image:
        turned[kind] = np.asarray(ImageOps.exif_transpose(image)).shape
print("load_img:", stored)
print("exif_transpose:", turned)

assert [stored[kind] for kind in ("jpg", "png", "webp")] == [(40, 80, 3)] * 3
assert stored["tiff"] == (80, 40, 3)
assert set(turned.values()) == {(80, 40, 3)}
for loader in (keras.utils.load_img, keras.utils.image_dataset_from_directory):
    assert not [name for name in inspect.signature(loader).parameters if "exif" in name or "orient" in name]
PYTHON

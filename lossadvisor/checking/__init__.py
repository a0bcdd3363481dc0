"""Files, notebooks and folders, from their bytes to what is found in them."""

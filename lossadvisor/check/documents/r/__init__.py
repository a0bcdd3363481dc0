"""Programs in R, written as programs in Python that the same engine judges; places are those of R."""

from .training import Trainer, train

__all__ = ["Trainer", "train"]

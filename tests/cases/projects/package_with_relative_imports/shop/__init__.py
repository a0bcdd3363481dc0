from .models import price_model

__all__ = ["price_model"]

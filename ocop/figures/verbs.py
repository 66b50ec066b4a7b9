"""The words of the figures' history."""

from django.db.models import TextChoices


class Verb(TextChoices):
    DECLARED = "figures.declared", "Khai tự nguyện cho thống kê"
    TAKEN_BACK = "figures.taken_back", "Rút lời khai tự nguyện"
    TRAIT_GIVEN = "figures.trait_given", "Ghi đặc điểm địa bàn"
    TRAIT_ENDED = "figures.trait_ended", "Thôi đặc điểm địa bàn"

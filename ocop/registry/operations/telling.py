"""Acts on a product's story and pictures."""

import hashlib

from django.db import transaction

from ocop.audit.operations import record
from ocop.base.models import lock
from ocop.files import store
from ocop.files.images import photo_variants
from ocop.kernel.act import Act
from ocop.kernel.errors import Refused
from ocop.registry.models import Photo, Product, Story
from ocop.registry.verbs import Verb


@transaction.atomic
def tell_story(product: Product, act: Act, *, text: str, source: str = "") -> Story:
    """Tell the product's story, or tell it anew; the history keeps that it changed."""
    lock(product)
    if not text.strip():
        raise Refused("Hãy viết câu chuyện sản phẩm.", field="text")
    story, _ = Story.objects.update_or_create(
        product=product,
        defaults={"text": text.strip(), "source": source, "told_at": act.at},
        create_defaults={
            "text": text.strip(), "source": source, "told_at": act.at, "created_at": act.at,
        },
    )  # fmt: skip
    record(act, Verb.STORY_TOLD, product, length=len(story.text))
    return story


@transaction.atomic
def add_photo(product: Product, act: Act, *, data: bytes, caption: str = "") -> Photo:
    """Add a picture, re-encoded without the camera's data; refused when it is no picture.

    The same picture twice is one photo.
    """
    lock(product)
    variants = {
        str(width): {"key": store.save(one.data), "width": one.width, "height": one.height}
        for width, one in photo_variants(data).items()
    }
    digest = hashlib.sha256(data).hexdigest()
    photo, is_new = Photo.objects.get_or_create(
        product=product,
        digest=digest,
        defaults={
            "caption": caption,
            "variants": variants,
            "position": product.photos.count(),
            "created_at": act.at,
        },
    )
    if not is_new:
        photo.removed_at = None
        photo.save(update_fields=["removed_at"])
    record(act, Verb.PHOTO_ADDED, product, digest=digest)
    return photo


@transaction.atomic
def remove_photo(photo: Photo, act: Act) -> None:
    """Take a picture off the product's pages; the file stays with the history."""
    lock(photo)
    if photo.removed_at is not None:
        raise Refused("Ảnh này đã gỡ từ trước.")
    photo.removed_at = act.at
    photo.save(update_fields=["removed_at"])
    record(act, Verb.PHOTO_REMOVED, photo.product, digest=photo.digest)

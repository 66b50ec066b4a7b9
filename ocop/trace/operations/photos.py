"""Pictures of what was done, added to the diary."""

from django.db import transaction

from ocop.audit.operations import record
from ocop.base.models import lock
from ocop.files import store
from ocop.files.images import photo_variants
from ocop.kernel.act import Act
from ocop.kernel.errors import Refused
from ocop.trace.models import DiaryEntry, DiaryPhoto
from ocop.trace.verbs import Verb

MOST_PHOTOS = 6


@transaction.atomic
def add_diary_photo(entry: DiaryEntry, act: Act, *, data: bytes) -> DiaryPhoto:
    """Add a picture to an entry; the same picture again changes nothing.

    Refused for what is no picture, and beyond six.
    """
    lock(entry)
    if entry.photos.count() >= MOST_PHOTOS:
        raise Refused(f"Mỗi việc có nhiều nhất {MOST_PHOTOS} ảnh.")
    variants = photo_variants(data)
    kept = {
        str(width): {"key": store.save(v.data), "width": v.width, "height": v.height}
        for width, v in variants.items()
    }
    digest = kept[str(max(variants))]["key"]
    photo, is_new = DiaryPhoto.objects.get_or_create(
        entry=entry, digest=digest, defaults={"variants": kept, "created_at": act.at}
    )
    if is_new:
        record(act, Verb.PHOTO_ADDED, entry, photo=digest)
    return photo

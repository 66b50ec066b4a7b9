"""Files as a phone sends them: several at once, each accepted or refused on its own."""

from collections.abc import Callable

from django import forms

from ocop.files.kinds import DOCUMENT_LIMIT, EVIDENCE, IMAGES, MEGABYTE, Kind
from ocop.files.names import clean_name
from ocop.kernel.errors import Refused

MOST_AT_ONCE = 20


class FilesInput(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data, files, name):
        return files.getlist(name) if hasattr(files, "getlist") else []


class FilesField(forms.Field):
    """Any number of files; what each one is, is for ``files`` to say."""

    widget = FilesInput

    def __init__(self, *, kinds: frozenset[Kind] = EVIDENCE, **kwargs):
        super().__init__(**kwargs)
        endings = [ending for kind in Kind if kind in kinds for ending in kind.endings]
        types = [kind.mime for kind in Kind if kind in kinds & IMAGES]
        self.widget.attrs["accept"] = ",".join(types if kinds <= IMAGES else endings)

    def clean(self, value):
        files = value or []
        if self.required and not files:
            raise forms.ValidationError("Hãy chọn ít nhất một tệp.")
        if len(files) > MOST_AT_ONCE:
            raise forms.ValidationError(f"Mỗi lần gửi nhiều nhất {MOST_AT_ONCE} tệp.")
        return files


def each(files, keep: Callable[[bytes, str], object]) -> list[str]:
    """Keep the files one by one, and return the sentences about those that were refused."""
    sentences = []
    for upload in files:
        try:
            keep(read(upload), upload.name)
        except Refused as refusal:
            sentences.append(str(refusal))
    return sentences


def read(upload) -> bytes:
    """Return the bytes of an upload; refused unread when there are more than any kind may have."""
    if upload.size > DOCUMENT_LIMIT:
        name, size = clean_name(upload.name), -(-upload.size // MEGABYTE)
        raise Refused(
            f"Tệp “{name}” nặng {size} MB, quá mức {DOCUMENT_LIMIT // MEGABYTE} MB. "
            "Hãy giảm dung lượng hoặc tách thành nhiều tệp rồi gửi lại."
        )
    return upload.read()

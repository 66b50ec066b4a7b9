"""Pictures of my products, straight from the phone."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from ocop.files.kinds import IMAGES
from ocop.registry import operations
from ocop.web.forms import Form
from ocop.web.gates import signed_in
from ocop.web.producer.shelf import my_product
from ocop.web.uploads import FilesField, each


class PhotosForm(Form):
    photos = FilesField(
        label="Chọn hoặc chụp ảnh",
        kinds=IMAGES,
        help_text="Chụp ban ngày, nền gọn, thấy rõ nhãn. Chọn được nhiều ảnh một lần.",
    )


@signed_in
def photos(request, code):
    """Show the pictures of one product, and add some; each is taken or refused on its own."""
    found = my_product(request, code)
    form = PhotosForm(request.POST or None, request.FILES or None)
    refusals = []
    if form.is_valid():
        files = form.cleaned_data["photos"]
        refusals = each(files, lambda data, name: add(found, request.act, data))
        if taken := len(files) - len(refusals):
            messages.success(request, f"Đã thêm {taken} ảnh.")
        if not refusals:
            return redirect("producer:photos", code=code)
    shown = found.photos.filter(removed_at=None).order_by("position", "pk")
    context = {"product": found, "form": form, "photos": shown, "refusals": refusals}
    return render(request, "producer/photos.html", context)


@signed_in
def removal(request, code, pk):
    """Take one picture off the product's pages, after one more look at it."""
    found = my_product(request, code)
    photo = get_object_or_404(found.photos.filter(removed_at=None), pk=pk)
    if request.method == "POST":
        operations.remove_photo(photo, request.act)
        messages.success(request, "Đã gỡ ảnh.")
        return redirect("producer:photos", code=code)
    return render(request, "producer/photo_removal.html", {"product": found, "photo": photo})


def add(product, act, data):
    """Add one picture."""
    return operations.add_photo(product, act, data=data)

"""The ledger as anyone may check it: checkpoints, the public key, proofs, and the verifier."""

import re

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from ocop.audit.export import VERIFIER
from ocop.audit.merkle import includes
from ocop.audit.models import Checkpoint, Leaf
from ocop.audit.proofs import consistency, inclusion
from ocop.web.forms import LARGEST_KEY, FilterForm, WholeField
from ocop.web.gates import public

ON_A_PAGE = 50
RECEIPT = re.compile(r"[0-9a-f]{64}")


class ReceiptForm(FilterForm):
    dau = forms.CharField(
        label="Dấu trên biên nhận",
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "spellcheck": "false"}),
    )
    vt = WholeField(
        label="Vị trí trong sổ, nếu biên nhận có ghi", min_value=0, max_value=LARGEST_KEY
    )


@public
def index(request):
    """List the checkpoints, newest first; tell of a receipt whether the ledger holds it."""
    form = ReceiptForm(request.GET or None)
    asked = form.cleaned_data if form.is_valid() else {"dau": "", "vt": None}
    receipt = asked["dau"].strip().lower()
    page = Paginator(Checkpoint.objects.all(), ON_A_PAGE).get_page(request.GET.get("trang"))
    newest = Checkpoint.objects.first()
    context = {"form": form, "receipt": receipt, "page": page, "newest": newest}
    if receipt:
        context |= answer(receipt, asked["vt"])
    return render(request, "public/ledger.html", context)


def answer(receipt, place=None):
    """Return the leaf of a receipt with the first checkpoint that holds it, proved on the spot."""
    leaf = leaf_of(receipt, place) if RECEIPT.fullmatch(receipt) else None
    if leaf is None:
        return {"leaf": None}
    mark = Checkpoint.objects.filter(size__gt=leaf.index).last()
    proof = inclusion(leaf.index, mark.size)
    root, hash_ = bytes.fromhex(mark.root), bytes.fromhex(leaf.hash)
    proved = includes(root, hash_, leaf.index, mark.size, proof)
    return {"leaf": leaf, "mark": mark, "proved": proved}


def leaf_of(receipt, place):
    """Return the leaf that bears a hash; at a place also the one whose line commits a digest."""
    if place is None:
        return Leaf.objects.filter(hash=receipt).first()
    there = Leaf.objects.select_related("entry").filter(pk=place).first()
    if there is None or receipt not in {there.hash, there.entry.facts.get("digest")}:
        return None
    return there


@public
def newest(request):
    """Hand out the newest checkpoint."""
    mark = Checkpoint.objects.first()
    if mark is None:
        raise Http404
    return note_of(mark)


@public
def checkpoint(request, size):
    """Hand out the checkpoint of one size."""
    return note_of(get_object_or_404(Checkpoint, size=size))


@public
def key(request):
    """Hand out every public key that has signed, the newest first."""
    keys = dict.fromkeys(Checkpoint.objects.values_list("key", flat=True))
    return plain("".join(f"{key}\n" for key in keys))


@public
def inclusion_proof(request, index):
    """Prove that a leaf stands in the ledger of one checkpoint, the newest unless told."""
    mark = asked_mark(request.GET.get("size"))
    if index >= mark.size:
        raise Http404
    proof = inclusion(index, mark.size)
    leaf = Leaf.objects.get(pk=index)
    told = {"index": index, "size": mark.size, "leaf": leaf.hash, "root": mark.root}
    return JsonResponse(told | proved(proof, mark))


@public
def consistency_proof(request, old, new):
    """Prove that the ledger of one checkpoint begins with that of an older one."""
    older = get_object_or_404(Checkpoint, size=old)
    newer = get_object_or_404(Checkpoint, size=new)
    if old > new:
        raise Http404
    told = {"old": old, "new": new, "old_root": older.root, "new_root": newer.root}
    return JsonResponse(told | proved(consistency(old, new), newer))


@public
def verifier(request):
    """Hand out the script that checks an export."""
    headers = {"Content-Disposition": f'attachment; filename="{VERIFIER.name}"'}
    return HttpResponse(
        VERIFIER.read_bytes(), content_type="application/octet-stream", headers=headers
    )


def asked_mark(size):
    """Return the checkpoint of that size, or the newest."""
    found = Checkpoint.objects.all()
    if size is not None:
        found = found.filter(size=int(size)) if size.isascii() and size.isdigit() else found.none()
    mark = found.first()
    if mark is None:
        raise Http404
    return mark


def proved(proof, mark):
    """Return a proof, and where its signed checkpoint is, as JSON tells it."""
    hashes = [hash_.hex() for hash_ in proof]
    return {"proof": hashes, "checkpoint": reverse("public:checkpoint", args=[mark.size])}


def note_of(mark):
    """Return a checkpoint as the signed note that it is."""
    return plain(mark.note)


def plain(text):
    """Return a text as it stands."""
    return HttpResponse(text, content_type="text/plain; charset=utf-8")

"""How a signature is headed: in one's own name, or for the head (KT.), for the body (TM.)."""

from ocop.documents.letters.layout import Signer
from ocop.kernel.text import fold

SIGNED = "(Ký, ghi rõ họ tên)"
SEALED = "(Ký, đóng dấu)"
_DEPUTIES = ("pho ", "thu truong")


def head_or_deputy(post: str, name: str, *, head: str = "Chủ tịch") -> Signer:
    """Return who signs a decision: its head, or a deputy for the head."""
    # NĐ 30/2020/NĐ-CP, Phụ lục I, Mục II.7.a
    if fold(post).startswith(_DEPUTIES):
        return Signer(post, authority=f"KT. {head}", name=name)
    return Signer(post or head, name=name)


def for_body(body: str, post: str, name: str = "") -> Signer:
    """Return who signs for a body that decides together, such as a committee or a council."""
    return Signer(post, authority=f"TM. {body}", name=name)

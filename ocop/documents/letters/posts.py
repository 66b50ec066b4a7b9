"""How a signature is headed: in one's own name, or for the head (KT.), for the body (TM.)."""

import re

from ocop.documents.letters.layout import Signer
from ocop.kernel.text import fold

SIGNED = "(Ký, ghi rõ họ tên)"
SEALED = "(Ký, đóng dấu)"
_DEPUTIES = ("pho ", "thu truong")
_OF_A_BODY = re.compile(
    r"((?:(?:Phó|Quyền|Q\.) )*(?:Chủ tịch|Bộ trưởng|Thứ trưởng)"
    r"(?: thường trực)?(?! thường trực)) .+",
    re.IGNORECASE,
)


def head_or_deputy(post: str, name: str, *, head: str = "Chủ tịch") -> Signer:
    """Return who signs a decision: its head, or a deputy for the head."""
    post = short_post(post)
    # NĐ 30/2020/NĐ-CP, Phụ lục I, Mục II.7.a
    if fold(post).startswith(_DEPUTIES):
        return Signer(post, authority=f"KT. {head}", name=name)
    return Signer(post or head, name=name)


def short_post(post: str) -> str:
    """Return a post without the body that it heads, which the paper names above already."""
    found = _OF_A_BODY.fullmatch(post.strip())
    return found[1] if found else post


def for_body(body: str, post: str, name: str = "") -> Signer:
    """Return who signs for a body that decides together, such as a committee or a council."""
    return Signer(post, authority=f"TM. {body}", name=name)

"""Which door an address belongs to."""

DOORS = {
    "/van-phong/": "office",
    "/chu-the/": "producer",
    "/hoi-dong/": "council",
    "/thong-bao/": "account",
    "/tai-khoan/": "account",
    "/ban-lam-viec/": "account",
}


def door_of(path: str) -> str:
    """Return the door of a path: one of the desks', the account's, or the public one."""
    return next((door for start, door in DOORS.items() if path.startswith(start)), "public")

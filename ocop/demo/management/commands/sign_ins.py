"""Tell with which names the demo province can be entered: one sign-in a role."""

from django.core.management.base import BaseCommand

from ocop.accounts.models import User
from ocop.demo.people import SIGN_IN
from ocop.demo.scene import Row, rows

SHOWN = ("quantri", "tung", "lan", "hoa", "van", "hai", "khanh", "lanhdao", "bo")
SEATS = {
    "chair": "Chủ tịch hội đồng",
    "member": "Thành viên hội đồng",
    "secretary": "Thư ký hội đồng",
}


class Command(BaseCommand):
    help = "Tell the sign-ins of the demo province; says nothing where it is not loaded."

    def handle(self, **options: object) -> None:
        cast = rows("cast")
        people = {p["username"]: p for p in [*cast["people"], *cast["seats"]]}
        heads = {p["username"]: p for p in cast["representatives"]}
        present = set(
            User.objects.filter(username__in=SHOWN, is_sample=True).values_list(
                "username", flat=True
            )
        )
        if not present:
            return
        self.stdout.write(f"\nĐăng nhập để xem thử, mật khẩu chung: {SIGN_IN}")
        for name in SHOWN:
            if name in present:
                post = heads[name]["position"] if name in heads else _post(people[name])
                full_name = (heads.get(name) or people[name])["full_name"]
                self.stdout.write(f"  {name:<10} {full_name}, {post}")


def _post(person: Row) -> str:
    return str(person.get("post") or SEATS[person["role"]])

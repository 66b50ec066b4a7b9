"""Tell the way of one product from dossier to public proof, one line an act."""

from urllib.parse import quote

from django.core.management.base import BaseCommand, CommandError
from django.test import Client
from django.utils import timezone

from ocop.demo.story import Story, address
from ocop.kernel.errors import Refused

HOST = "127.0.0.1"


class Command(BaseCommand):
    help = "Walk one sample product from dossier to public proof; safe to run any number of times."

    def handle(self, **options: object) -> None:
        try:
            story = Story(timezone.now())
            self.stdout.write(f"{story.product}, {story.product.producer} (dữ liệu mẫu)\n\n")
            acts = 0
            for acts, line in enumerate(story.tell(), 1):
                when = f"{line.at:%d/%m/%Y %H:%M}"
                self.stdout.write(f"{acts:>3}  {when}  {line.who}: {line.what}  {line.url}")
            if not acts:
                self.stdout.write("Câu chuyện này đã kể xong từ lần trước; không có gì thay đổi.")
            self.prove(story)
        except Refused as refused:
            raise CommandError(str(refused)) from None

    def prove(self, story: Story) -> None:
        """Open the two public pages as anyone would, and tell what they say today."""
        certificate = story.certificate
        if certificate is None:
            raise CommandError("Sản phẩm chưa có giấy chứng nhận nào đang có hiệu lực.")
        product = address("public:product", story.product.code)
        verify = address("public:verify", query=f"?so={quote(certificate.number, safe='')}")
        for url in (product, verify):
            path = "/" + url.split("/", 3)[3]
            answer = Client(headers={"host": HOST}).get(path, secure=url.startswith("https:"))
            page = answer.content.decode()
            if answer.status_code != 200 or certificate.number not in page:
                raise CommandError(f"Trang {url} chưa cho thấy giấy chứng nhận {certificate}.")
        self.stdout.write(f"\nAi cũng xem được {certificate.stars} sao đang có hiệu lực:")
        self.stdout.write(f"  {product}")
        self.stdout.write(f"  {verify}")

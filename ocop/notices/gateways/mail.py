"""Letters by Django's mail backend: SMTP where one is set, else files in a folder."""

from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage

from ocop.notices.gateways import Message, NotSent

PERMANENT = 500


class MailGateway:
    """Sends one letter a message; its Message-ID is the reference, the same at every try."""

    def send(self, message: Message) -> str:
        """Hand a letter to the mail server and return under which name."""
        host = urlsplit(settings.SITE_URL).hostname or "ocop"
        name = f"<{message.reference}@{host}>"
        letter = EmailMessage(
            subject=message.subject,
            body=body_of(message),
            to=[message.to],
            headers={"Message-ID": name, "Auto-Submitted": "auto-generated"},
        )
        try:
            letter.send()
        except SMTPRecipientsRefused as refused:
            codes = [code for code, _ in refused.recipients.values()]
            raise NotSent(
                "Máy chủ thư không nhận địa chỉ này.",
                final=all(code >= PERMANENT for code in codes),
            ) from refused
        except SMTPResponseException as refused:
            raise NotSent(
                f"Máy chủ thư từ chối (mã {refused.smtp_code}).",
                final=refused.smtp_code >= PERMANENT,
            ) from refused
        except (SMTPException, OSError) as silent:
            raise NotSent("Không nối được tới máy chủ thư.") from silent
        return f"Máy chủ thư đã nhận {name}"


def body_of(message: Message) -> str:
    """Return the letter's words: what happened, where to read on, and how to get no more."""
    parts = [message.text, message.link]
    parts.append(
        "Thư này do hệ thống OCOP gửi tự động. Chọn cách nhận khác tại "
        f"{settings.SITE_URL}/thong-bao/cach-nhan/"
    )
    return "\n\n".join(part for part in parts if part) + "\n"

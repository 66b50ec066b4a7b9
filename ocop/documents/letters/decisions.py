"""The frame of a decision: who decides, on which grounds, and its articles in order."""

from datetime import date

from ocop.documents.letters.layout import Letter, Signer, article
from ocop.documents.letters.offices import Office


def decision(
    office: Office,
    *,
    about: str,
    grounds: tuple[str, ...],
    articles: tuple[str, ...],
    recipients: tuple[str, ...],
    signer: Signer,
    made_on: date,
) -> Letter:
    """Return a decision of the office's head, a draft until it is given its number and day.

    ``dataclasses.replace`` gives it those, its annexes and whether it is a sample.
    """
    what = f"{about[:1].lower()}{about[1:]}"
    return Letter(
        title=f"Quyết định về việc {what}",
        parent=office.parent,
        agency=office.agency,
        place=office.place,
        made_on=made_on,
        kind="Quyết định",
        about=f"Về việc {what}",
        issuer=office.head,
        grounds=grounds,
        resolution="QUYẾT ĐỊNH:",
        body=tuple(article(n, text) for n, text in enumerate(articles, start=1)),
        recipients=recipients,
        signers=(signer,),
    )

"""Seals the cards of open sittings, gives seats a first day, and makes room for opinions."""

import secrets

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

from ocop.grading.sealing import Writing, master_of, seal, unseal, unwrap, wrap


def give_first_days(apps, schema_editor):
    """Let each seat begin with its council, as it was counted until now."""
    for seat in apps.get_model("grading", "Seat").objects.select_related("council"):
        first = seat.council.established_on
        seat.joined_on = min(first, seat.left_on) if seat.left_on else first
        seat.save(update_fields=["joined_on"])


def master():
    """Return the master key, with its file made where there is none."""
    from ocop.grading.keys import _make_file

    if not settings.SEAL_KEY:
        _make_file()
    return master_of(settings.SEAL_KEY or settings.SEAL_KEY_FILE.read_text().strip())


def open_cards(apps):
    """Return the sittings that are open, each with its first cards."""
    Card = apps.get_model("grading", "Scorecard")
    for sitting in apps.get_model("grading", "Sitting").objects.filter(state="OPEN"):
        yield sitting, Card.objects.filter(item__sitting=sitting, replaces=None)


def seal_cards(apps, schema_editor):
    """Seal what is written in sittings that are open now."""
    for sitting, cards in open_cards(apps):
        key = secrets.token_bytes(32)
        sitting.seal = wrap(master(), key, sitting=sitting.code)
        sitting.save(update_fields=["seal"])
        for card in cards:
            writing = Writing(card.choices, card.remarks, card.opinion, "", card.salt)
            bound = f"card {card.item_id} {card.seat_id}"
            card.sealed = seal(key, writing, bound_to=bound)
            card.choices, card.remarks, card.opinion, card.salt = {}, {}, "", ""
            card.save(update_fields=["sealed", "choices", "remarks", "opinion", "salt"])


def unseal_cards(apps, schema_editor):
    """Write sealed cards openly again, as the older form of the table wants them.

    It knows no abstention and no withdrawal: such a card is as if it was begun and not signed.
    """
    for sitting, cards in open_cards(apps):
        key = unwrap(master(), sitting.seal, sitting=sitting.code)
        for card in cards.exclude(sealed=b""):
            bound = f"card {card.item_id} {card.seat_id}"
            writing = unseal(key, bytes(card.sealed), bound_to=bound)
            card.sealed, card.salt = b"", writing.salt
            card.choices, card.remarks = writing.choices, writing.remarks
            card.opinion = writing.opinion
            card.save(update_fields=["sealed", "choices", "remarks", "opinion", "salt"])
    unknown = apps.get_model("grading", "Scorecard").objects.filter(
        state__in=["ABSTAINED", "WITHDRAWN"]
    )
    unknown.update(state="OPEN", signed_at=None, digest="")


class Migration(migrations.Migration):
    dependencies = [("grading", "0003_card_salt")]

    operations = [
        migrations.AddField(
            "bylaw",
            "abstainers_count",
            models.BooleanField(
                default=False, verbose_name="Người không chấm được tính vào tỷ lệ tối thiểu"
            ),
        ),
        migrations.AddField(
            "sitting",
            "kind",
            models.CharField(
                choices=[("meeting", "Phiên họp"), ("written", "Lấy ý kiến bằng văn bản")],
                default="meeting",
                max_length=8,
                verbose_name="Hình thức",
            ),
        ),
        migrations.AddField(
            "sitting",
            "seal",
            models.CharField(
                blank=True,
                default="",
                editable=False,
                max_length=120,
                verbose_name="Khoá niêm phong",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            "agendaitem",
            "carried_to",
            models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="carried_from",
                to="grading.agendaitem",
            ),
        ),
        migrations.AddField(
            "seat", "joined_on", models.DateField(null=True, verbose_name="Tham gia từ ngày")
        ),
        migrations.RunPython(give_first_days, migrations.RunPython.noop),
        migrations.AlterField(
            "seat", "joined_on", models.DateField(verbose_name="Tham gia từ ngày")
        ),
        migrations.AddConstraint(
            "seat",
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(left_on__gte=F("joined_on")), name="seat_term"
            ),
        ),
        migrations.RemoveConstraint("scorecard", "card_signed"),
        migrations.AlterField(
            "scorecard",
            "state",
            models.CharField(
                choices=[
                    ("OPEN", "Đang chấm"),
                    ("SIGNED", "Đã ký"),
                    ("ABSTAINED", "Không chấm, có lý do"),
                    ("WITHDRAWN", "Đã rút vì xung đột lợi ích"),
                ],
                max_length=10,
                verbose_name="Trạng thái",
            ),
        ),
        migrations.AddField(
            "scorecard",
            "sealed",
            models.BinaryField(default=b"", verbose_name="Niêm phong"),
        ),
        migrations.AddField(
            "scorecard",
            "stance",
            models.CharField(
                blank=True,
                choices=[
                    ("keep", "Đồng ý giữ hạng"),
                    ("against", "Không đồng ý"),
                    ("other", "Ý kiến khác"),
                ],
                default="",
                max_length=8,
                verbose_name="Ý kiến",
            ),
            preserve_default=False,
        ),
        migrations.AlterField(
            "scorecard",
            "salt",
            models.CharField(blank=True, editable=False, max_length=64, verbose_name="Muối"),
        ),
        migrations.AddConstraint(
            "scorecard",
            models.CheckConstraint(
                condition=Q(state="OPEN", signed_at=None)
                | Q(state__in=["SIGNED", "ABSTAINED"], signed_at__isnull=False)
                | Q(state="WITHDRAWN"),
                name="card_signed",
            ),
        ),
        migrations.RunPython(seal_cards, unseal_cards),
        migrations.AddConstraint(
            "scorecard",
            models.CheckConstraint(
                condition=Q(sealed=b"") | Q(salt="", opinion="", stance=""),
                name="card_sealed_or_open",
            ),
        ),
    ]

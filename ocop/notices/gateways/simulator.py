"""A stand-in for the telephone networks on a desk: it keeps what it took, or refuses as told."""

from django.db import transaction
from django.db.models import F

from ocop.kernel.phones import masked
from ocop.notices.gateways import Message, NotSent
from ocop.notices.kinds import Channel
from ocop.notices.models import SimulatedMessage, SimulatorFault

# Numbers that end so are of nobody, on the simulator.
NOBODY = "000"


class Simulator:
    """Takes each reference once, and counts how often it was called."""

    channel: Channel

    def send(self, message: Message) -> str:
        """Keep a message with a masked number; refused as an officer told it, and for nobody."""
        if fault := SimulatorFault.objects.filter(channel=self.channel).first():
            raise NotSent(fault.answer)
        if message.to.endswith(NOBODY):
            raise NotSent("Số điện thoại không liên lạc được.", final=True)
        with transaction.atomic():
            taken, is_new = SimulatedMessage.objects.get_or_create(
                channel=self.channel,
                reference=message.reference,
                defaults={
                    "to": masked(message.to),
                    "text": message.short,
                    "created_at": message.at,
                },
            )
            if not is_new:
                SimulatedMessage.objects.filter(pk=taken.pk).update(calls=F("calls") + 1)
        return f"Mô phỏng đã nhận {message.reference[:8]}"


class SmsSimulator(Simulator):
    channel = Channel.SMS


class ZaloSimulator(Simulator):
    channel = Channel.ZALO

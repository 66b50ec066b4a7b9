"""How a producer is told what became of its idea or plan."""

from ocop.kernel.act import Act
from ocop.notices.kinds import Kind
from ocop.notices.operations import tell
from ocop.registry.models import Producer
from ocop.registry.queries import people_of


def tell_producer(
    act: Act, producer: Producer, *, subject: str, text: str, link: str, key: str
) -> int:
    """Tell everybody who represents ``producer`` today, each once."""
    to = people_of(producer, act.day)
    return tell(act, to=to, kind=Kind.IDEA, subject=subject, text=text, link=link, key=key)

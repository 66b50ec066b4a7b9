"""Who may write in a dossier, and when."""

from ocop.dossiers.flow import State
from ocop.dossiers.models import Dossier
from ocop.kernel.errors import Refused

WRITABLE = (State.DRAFT, State.RETURNED)


def refuse_unless_writable(dossier: Dossier) -> None:
    """Refuse to change a dossier that is in somebody else's hands."""
    if dossier.state not in WRITABLE:
        label = State(dossier.state).label
        raise Refused(
            f"Hồ sơ đang ở trạng thái “{label}” nên không sửa được. Nếu cần sửa, hãy đề nghị "
            "nơi đang xét trả lại để bổ sung."
        )

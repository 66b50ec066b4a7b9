"""The people of every story; built by operations, so that they hold what real people hold."""

from ocop.accounts.models import User
from ocop.accounts.operations import grant, invite
from ocop.accounts.permissions import Role
from ocop.kernel.act import Act
from tests.factories.dossiers import a_commune, a_province
from tests.moment import NOW

PASSWORD = "trà hoa vàng 2026"


def _act():
    return Act(by=None, at=NOW, origin="test")


def person(username, full_name, role=None, *, province=None, commune=None):
    """Return a person with a post, the same one however often asked."""
    found = User.objects.filter(username=username).first()
    if found:
        return found
    user = invite(_act(), username=username, full_name=full_name, password=PASSWORD)
    if role is not None:
        grant(user, _act(), role=role, province=province, commune=commune)
    return user


def lan():
    """The commune officer of Ba Chẽ."""
    return person("lan", "Hoàng Thị Lan", Role.COMMUNE_OFFICER, commune=a_commune())


def tung():
    """The officer of the province."""
    return person("tung", "Phạm Thanh Tùng", Role.PROVINCE_OFFICER, province=a_province())


def leader():
    """The leader of the province, who signs."""
    return person("lanhdao", "Vũ Đình Khải", Role.PROVINCE_LEADER, province=a_province())


def ministry():
    """The officer of the ministry."""
    return person("bo", "Trần Thu Giang", Role.MINISTRY_OFFICER)


def administrator():
    """Who opens accounts and gives posts."""
    return person("quantri", "Lê Hoàng An", Role.ADMINISTRATOR)


def hoa():
    """The head of the Ba Chẽ cooperative that makes golden tea."""
    return person("hoa", "Triệu Thị Hoa")


def van():
    """The chair of the council."""
    return person("van", "Nguyễn Hải Vân")


def stranger():
    """Somebody with an account and no post."""
    return person("khach", "Khách Qua Đường")

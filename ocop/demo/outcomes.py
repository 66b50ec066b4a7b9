"""What became of the results of this season: decisions, certificates, and what went up."""

from collections.abc import Sequence

from ocop.accounts.models import User
from ocop.certificates.models import Decision, Level
from ocop.certificates.operations import record_decision
from ocop.demo.awards import CHAIR
from ocop.demo.ministry import ask_again, play_centre
from ocop.demo.scene import Scene
from ocop.demo.sittings import CLOSED, FIRST, OPEN, SECOND, hold
from ocop.demo.stages import Walker, carry_all
from ocop.demo.written import ask_in_writing
from ocop.grading import operations
from ocop.grading.models import Result
from ocop.kernel.act import Act
from ocop.places.models import Province

LEADER = "lanhdao"
NUMBER_OF = {
    (Decision.Kind.APPROVAL, Level.PROVINCE): "{day:%d%m}-PD/QĐ-UBND (mẫu)",
    (Decision.Kind.RECOGNITION, Level.PROVINCE): "{day:%d%m}-CN/QĐ-UBND (mẫu)",
}


def play_season(scene: Scene) -> None:
    """Carry this season's dossiers to their stages, hold the sittings, and decide what is ripe."""
    walkers = carry_all(scene)
    for meeting in (FIRST, SECOND, CLOSED, OPEN):
        hold(scene, meeting, walkers)
    ask_in_writing(scene, walkers)
    for stage, settle in (
        ("failed", _close),
        ("forwarded", _forward),
        ("central", _forward),
        ("given_back", _forward),
        ("recognized", _recognize),
    ):
        settle(scene, [w for w in walkers if w.row["dossier"]["stage"] == stage])
    play_centre(scene, walkers)
    ask_again(scene)


def decided(
    act: Act, *, kind: Decision.Kind, level: Level, province: Province, signer: User
) -> Decision:
    """Return the sample decision of the day of the act, recorded by it unless it stands already.

    One decision names several products.
    """
    number = NUMBER_OF[kind, level].format(day=act.day)
    same = Decision.objects.filter(number=number, signed_on=act.day, level=level)
    return same.first() or record_decision(
        act,
        number=number,
        kind=kind,
        level=level,
        province=province,
        signed_on=act.day,
        signer=signer.full_name,
        signer_post=CHAIR,
        is_sample=True,
    )


def _close(scene: Scene, walkers: Sequence[Walker]) -> None:
    leader = scene.user(LEADER)
    for walker in walkers:
        operations.close_without_star(_result(walker), walker.clock.act(leader, 27, 9))


def _forward(scene: Scene, walkers: Sequence[Walker]) -> None:
    leader = scene.user(LEADER)
    for walker in walkers:
        act = walker.clock.act(leader, 27, 10)
        decision = decided(
            act,
            kind=Decision.Kind.APPROVAL,
            level=Level.PROVINCE,
            province=scene.province,
            signer=leader,
        )
        operations.approve(_result(walker), act, decision=decision)


def _recognize(scene: Scene, walkers: Sequence[Walker]) -> None:
    leader = scene.user(LEADER)
    for walker in walkers:
        act = walker.clock.act(leader, 8, 9)
        decision = decided(
            act,
            kind=Decision.Kind.RECOGNITION,
            level=Level.PROVINCE,
            province=scene.province,
            signer=leader,
        )
        operations.recognize(_result(walker), act, decision=decision)


def _result(walker: Walker) -> Result:
    return Result.objects.get(
        item__dossier=walker.dossier, item__sitting__council__level="province"
    )

"""Two pieces of long work that have ended: a dossier packed for the office, one bound for Hoa."""

from django.db.models import Count

from ocop.demo.scene import Scene
from ocop.dossiers.access import my_dossiers
from ocop.dossiers.jobs import BIND, PACK, begin_set
from ocop.dossiers.models import Dossier
from ocop.jobs.models import Job
from ocop.jobs.worker import Worker


def leave_results(scene: Scene) -> None:
    """Ask for two sets on the day before, and let the worker make them; done once."""
    if Job.objects.exists():
        return
    asked = {
        "tung": (Dossier.objects.filter(submitted_at__isnull=False), PACK),
        "hoa": (my_dossiers(scene.user("hoa"), scene.on), BIND),
    }
    for who, (dossiers, kind) in asked.items():
        act = scene.act(who, day=scene.ago(1), hour=15)
        fewest = dossiers.annotate(files=Count("evidence")).filter(files__gt=0)
        if dossier := fewest.order_by("files", "pk").first():
            begin_set(dossier, act, kind=kind)
            Worker(lambda act=act: act.at, name="demo:0:0").once()  # type: ignore[misc]

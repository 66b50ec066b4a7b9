"""Who acts for whom in the demo province: a producer's officer, and what she did for it."""

from dataclasses import replace

from ocop.demo.scene import Scene
from ocop.registry.access import my_producers
from ocop.registry.models import Delegation, Product, Scope, Story
from ocop.registry.operations import delegate, tell_story

HEAD, OFFICER = "hoa", "lan"


def let_help(scene: Scene) -> None:
    """Let the head of a cooperative delegate to the officer, who told its stories better."""
    head, officer = scene.user(HEAD), scene.user(OFFICER)
    if Delegation.objects.filter(user=officer).exists():
        return
    day = max(scene.ago(12), scene.began)
    producer = my_producers(head, day).order_by("pk").first()
    if producer is None:
        return
    delegate(producer, scene.act(HEAD, day=day), user=officer, scope=Scope.ALL)
    for days, product in enumerate(Product.objects.filter(producer=producer, merged_into=None)[:2]):
        told = Story.objects.filter(product=product).first()
        text = told.text if told else f"{product} làm tại {producer.commune}."
        act = scene.act(OFFICER, day=max(scene.ago(9 - days), scene.began), hour=15)
        tell_story(product, replace(act, behalf=producer.code), text=text)

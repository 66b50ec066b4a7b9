"""Who may act for a producer; rows only."""

from ocop.registry.models import Delegation, Scope
from tests.moment import NOW, TODAY


def a_delegation(producer, user, scope=Scope.ALL, role=Delegation.Role.RELATIVE, **details):
    """Return a delegation that holds today."""
    given = {"given_on": TODAY, "given_by": user, "created_at": NOW} | details
    return Delegation.objects.create(producer=producer, user=user, scope=scope, role=role, **given)

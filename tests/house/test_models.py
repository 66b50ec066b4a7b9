"""The house rules that are read off the models, the migrations and the flows."""

import importlib
import pkgutil
from collections import Counter

import pytest
from django.apps import apps
from django.db.migrations.loader import MigrationLoader

from ocop.kernel.flow import Flow
from tests.house import source


def own(config):
    """Tell whether an app is ours."""
    return config.name.startswith("ocop.")


def ways_back(models):
    """Name the keys to another package that could be followed backwards."""
    return [
        str(field)
        for model in models
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model
        if field.related_model._meta.app_label != model._meta.app_label
        if not field.remote_field.hidden
    ]


def forks(parents):
    """Name the migrations that two others follow; ``parents`` maps each to those before it."""
    followed = Counter(parent for before in parents.values() for parent in before)
    return sorted(name for name, times in followed.items() if times > 1)


def flows():
    """Yield the flows of every package with the package's name."""
    for package in source.packages():
        if not (source.OCOP / package / "flow.py").exists():
            continue
        module = importlib.import_module(f"ocop.{package}.flow")
        for name, value in vars(module).items():
            if isinstance(value, Flow):
                yield pytest.param(package, value, id=f"{package}.{name}")


def operations(package):
    """Return the names of everything that a package's operations offer."""
    module = importlib.import_module(f"ocop.{package}.operations")
    offered = set(vars(module))
    for found in pkgutil.iter_modules(getattr(module, "__path__", [])):
        offered |= set(vars(importlib.import_module(f"{module.__name__}.{found.name}")))
    return offered


def test_no_key_leads_back_up_into_a_higher_package():
    models = [
        model for config in apps.get_app_configs() if own(config) for model in config.get_models()
    ]

    assert ways_back(models) == []


@pytest.mark.parametrize("label", [c.label for c in apps.get_app_configs() if own(c)])
def test_migrations_follow_one_another_in_a_line(label):
    loader = MigrationLoader(None)
    parents = {
        key: [parent for parent in migration.dependencies if parent[0] == label]
        for key, migration in loader.disk_migrations.items()
        if key[0] == label
    }

    assert forks(parents) == []


@pytest.mark.parametrize(("package", "flow"), list(flows()))
def test_every_move_of_a_flow_is_an_operation(package, flow):
    assert set(flow.moves) - operations(package) == set()

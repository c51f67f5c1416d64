"""Refuses every build but the editable one: a wheel of this application would install nothing (docs/decisions)."""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class RefuseWheel(BuildHookInterface):  # type: ignore[type-arg]
    """Lets `pip install -e .` through and answers any other install with what to type instead."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Raises SystemExit unless hatchling builds the editable version."""
        if version != "editable":
            raise SystemExit(
                "pledgewire runs from its checkout: type `make install` here, or "
                "`pip install -r requirements.lock && pip install --no-deps --no-build-isolation -e .`"
            )

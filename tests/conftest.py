"""Hypothesis judges the rules here, not the machine: a fresh checkout or a busy one must not fail for being slow."""

from hypothesis import HealthCheck, settings

# The first text that is ever drawn in a checkout has Hypothesis build its table of Unicode, which takes seconds.
settings.register_profile("pin", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("pin")

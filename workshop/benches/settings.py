"""The product's settings, with one bare page beside them to compare with."""

from evenweave.config.settings import *  # noqa: F403

ROOT_URLCONF = "workshop.benches.urls"

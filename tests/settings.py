"""The product's settings, with a test database and one made-up room that uses everything."""

import os
import tempfile

os.environ.setdefault("EVENWEAVE_DATA", tempfile.mkdtemp(prefix="evenweave-tests-"))

from evenweave.config.settings import *  # noqa: E402, F403
from evenweave.config.settings import INSTALLED_APPS as PRODUCT_APPS  # noqa: E402
from evenweave.config.settings import STORAGES  # noqa: E402
from tests import databases  # noqa: E402

DATABASES = {"default": databases.settings()}
INSTALLED_APPS = ["tests.loom", *PRODUCT_APPS]
ROOT_URLCONF = "tests.urls"
STATIC_ROOT = os.environ["EVENWEAVE_DATA"]

# Plain names: what the built assets are called is tested where they are built.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}

"""The product's settings, with a test database and one made-up room that uses everything."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("EVENWEAVE_DATA", tempfile.mkdtemp(prefix="evenweave-tests-"))
os.environ.setdefault("EVENWEAVE_BOX_KEYS", f"{os.environ['EVENWEAVE_DATA']}-box-keys")

from evenweave.config.settings import *  # noqa: F403
from evenweave.config.settings import INSTALLED_APPS as PRODUCT_APPS
from evenweave.config.settings import STORAGES
from tests import databases

DATABASES = {"default": databases.settings()}
INSTALLED_APPS = ["tests.loom", *PRODUCT_APPS]
ROOT_URLCONF = "tests.urls"
STATIC_ROOT = Path(os.environ["EVENWEAVE_DATA"])

# Plain names: what the built assets are called is tested where they are built.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}

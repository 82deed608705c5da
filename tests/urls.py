"""The product's addresses, and those of the made-up room."""

from django.urls import include, path

from evenweave.config.urls import handler400, handler403, handler404, handler500  # noqa: F401
from evenweave.config.urls import urlpatterns as product

urlpatterns = [path("loom/", include("tests.loom.urls")), *product]

"""The pages of a team's agreement, and of coming and going."""

from django.urls import URLPattern

app_name = "agreements"

urlpatterns: list[URLPattern] = []

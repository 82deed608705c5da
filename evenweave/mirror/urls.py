"""The pages of the mirror."""

from django.urls import path

from evenweave.mirror import views

app_name = "mirror"
IN = "projects/<uuid:project_id>/mirror/"

urlpatterns = [
    path(IN, views.mirror, name="mirror"),
    path(IN + "numbers/", views.numbers, name="numbers"),
    path(IN + "mine/", views.mine, name="mine"),
    path(IN + "agenda/<slug:measure>/", views.put_on_agenda, name="put-on-agenda"),
    path(IN + "weave.svg", views.weave_svg, name="weave-svg"),
    path(IN + "weave.png", views.weave_png, name="weave-png"),
    path(IN + "figures.csv", views.figures_csv, name="figures-csv"),
]

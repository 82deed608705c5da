from django.urls import path

from evenweave.common.kit.trying import views

urlpatterns = [
    path("", views.every_field, name="try"),
    path("change/", views.change, name="try-change"),
    path("saying/", views.saying, name="try-saying"),
    path("sent/", views.sent, name="try-sent"),
]

"""The description of the API, its page, and all that is nowhere else: included last."""

from django.urls import path

from platform_core.api.views.reference import Nothing, Schema, docs

app_name = "api"
urlpatterns = [
    path("schema/", Schema.as_view(), name="schema"),
    path("docs/", docs, name="docs"),
    path("", Nothing.as_view(), name="nothing"),
    path("<path:rest>", Nothing.as_view(), name="nothing_there"),
]

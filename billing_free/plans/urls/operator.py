"""Addresses in the console, under /operateur/usage/."""

from django.urls import path

from billing_free.plans.views import operator

app_name = "fair_use"
urlpatterns = [
    path("", operator.use_list, name="list"),
    path("export.csv", operator.use_export, name="export"),
    path("<int:space_id>/", operator.space_use, name="space"),
    path("<int:space_id>/plan/", operator.plan, name="plan"),
    path("<int:space_id>/relever/", operator.raise_limit, name="raise"),
    path("<int:space_id>/relever/<int:raise_id>/terminer/", operator.end, name="end"),
    path("<int:space_id>/repondre/", operator.answer, name="answer"),
]

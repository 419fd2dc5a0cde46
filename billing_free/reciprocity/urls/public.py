"""The public page, on the apex site."""

from django.urls import path

from billing_free.reciprocity.views import public

app_name = "commons"
urlpatterns = [path("", public.commons, name="page")]

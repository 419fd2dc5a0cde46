"""Address of the team's key."""

from django.urls import path

from tenants.features.views import team

app_name = "features"
urlpatterns = [path("equipe/facons-de-participer/", team.page, name="page")]

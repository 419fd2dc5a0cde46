"""Addresses of opening a space, on the apex site. French and stable."""

from django.urls import path

from tenants.opening.views import codes, follow, founder, kind, naming, organisation

app_name = "opening"
urlpatterns = [
    path("", kind.start, name="start"),
    path("recommencer/", kind.restart, name="restart"),
    path("organisation/", organisation.organisation, name="organisation"),
    path("nom/", naming.name, name="name"),
    path("vous/", founder.founder, name="founder"),
    path("code/", codes.code, name="code"),
    path("code/renvoyer/", codes.resend, name="resend"),
    path("adresse-officielle/", codes.official, name="official"),
    path("adresse-officielle/sans/", codes.without_official, name="without_official"),
    path("suivi/<str:token>/", follow.follow, name="follow"),
    path("suivi/<str:token>/entrer/", follow.enter, name="enter"),
]

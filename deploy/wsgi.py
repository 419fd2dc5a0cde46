"""The web application, for gunicorn (threads, not asyncio: under ASGI persistent connections are not reused safely)."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "deploy.settings.production")
application = get_wsgi_application()

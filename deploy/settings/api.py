"""Settings of the API: the framework, its description, its limits."""

from __future__ import annotations

import os

NUM_PROXIES = int(os.environ.get("NUM_PROXIES", "0"))  # trusted proxies in front; forwarded addresses count from there
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "platform_core.api.authentication.TokenAuthentication",
        "platform_core.api.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["platform_core.api.guards.Declared", "platform_core.api.guards.Scoped"],
    "DEFAULT_THROTTLE_CLASSES": [
        "platform_core.api.throttling.PerCaller",
        "platform_core.api.throttling.PerSpace",
        "platform_core.api.throttling.PerDay",
    ],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["platform_core.api.reading.JSONParser"],
    "DEFAULT_METADATA_CLASS": None,  # OPTIONS says nothing: the schema does
    "DEFAULT_SCHEMA_CLASS": "platform_core.api.inspecting.AutoSchema",
    "EXCEPTION_HANDLER": "platform_core.api.failures.answer_to",
    "URL_FORMAT_OVERRIDE": None,
    "NUM_PROXIES": NUM_PROXIES,
}
API_LIMITS = {  # requests a minute
    "read_by_visitor": 240,
    "write_by_visitor": 30,
    "read_by_person": 600,
    "write_by_person": 60,
    "read_by_token": 600,
    "write_by_token": 60,
    "space": 6000,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Citoyens en communs",
    "VERSION": "1.0.0",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "platform_core.api.schema.complete",
    ],
    "DISABLE_ERRORS_AND_WARNINGS": False,
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": True,
}

"""Writes of opening a space: filling a request, proving addresses, deciding, building, letting expire."""

from tenants.opening.operations.building import build_requested, resume_stalled
from tenants.opening.operations.codes import confirm_code, confirm_official, resend_code, send_official_code
from tenants.opening.operations.deciding import (
    accept_request,
    ask_operator,
    forget_domain,
    refuse_request,
    retry_request,
)
from tenants.opening.operations.entering import enter_space
from tenants.opening.operations.expiring import expire_requests, warn_flood
from tenants.opening.operations.filling import (
    choose_authority,
    choose_kind,
    describe_organisation,
    introduce_founder,
    name_space,
    start_request,
)

__all__ = [
    "accept_request",
    "ask_operator",
    "build_requested",
    "choose_authority",
    "choose_kind",
    "confirm_code",
    "confirm_official",
    "describe_organisation",
    "enter_space",
    "expire_requests",
    "forget_domain",
    "introduce_founder",
    "name_space",
    "refuse_request",
    "resend_code",
    "resume_stalled",
    "retry_request",
    "send_official_code",
    "start_request",
    "warn_flood",
]

"""Coming in through one's institution (OpenID Connect), where whoever runs the machine set it up.

Authorization code with PKCE, state and nonce. Authlib checks the signed answer against the keys
that the institution publishes. It lets in people who are known here, and never makes a second one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from evenweave.common.refusals import Refusal
from evenweave.people.codes import mark

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse  # noqa: TID251 - their types

SECONDS = 10
NO_ANSWER = _(
    "Your institution’s own sign-in did not answer as it should. "
    "Please try again in a while, or use another way in."
)
NOT_GOOD = _(
    "We could not make sure that this came from your institution. Nobody was let in. "
    "Please start again from the sign-in page."
)


@dataclass(frozen=True, slots=True)
class Claims:
    """What an institution says of somebody: who they are to it, and which address is theirs."""

    subject_hash: str
    email: str
    is_verified: bool


def name() -> str:
    """What the institution is called; nothing where none is set up."""
    return told()["name"] if settings.OIDC else ""


def told() -> dict[str, str]:
    """What whoever runs the machine said of it."""
    oidc: dict[str, str] | None = settings.OIDC
    if oidc is None:
        raise ValueError("No institution is set up.")
    return oidc


def begin(request: HttpRequest, back: str) -> HttpResponse:
    """Send somebody to their institution. It sends them back to `back`. Raises Refusal."""
    try:
        check_issuer()
        response: HttpResponse = client().authorize_redirect(request, back)
    except trouble() as problem:
        raise Refusal(NO_ANSWER) from problem
    return response


def finish(request: HttpRequest) -> Claims:
    """Hear from the institution who came back, by the code and state in a form. Raises Refusal."""
    try:
        check_issuer()
        token = client().authorize_access_token(request)
        claims = {**token["userinfo"]}
        if "email" not in claims:
            claims |= more(token, claims["sub"])
    except no_answer() as problem:
        raise Refusal(NO_ANSWER) from problem
    except trouble() as problem:
        raise Refusal(NOT_GOOD) from problem
    email = str(claims.get("email") or "")
    return Claims(
        subject_hash=mark("institution", told()["issuer"], str(claims["sub"])),
        email=email,
        is_verified=bool(email) and claims.get("email_verified") is True,
    )


def more(token: Any, subject: str) -> dict[str, Any]:
    """What some institutions tell only when asked once more; of the same person, or nothing."""
    said = client().userinfo(token=token)
    if said.get("sub") != subject:
        raise ValueError("It speaks of somebody else.")
    return {name: said[name] for name in ("email", "email_verified") if name in said}


def check_issuer() -> None:
    """Whoever answers at its address must be the institution itself, by its own word."""
    if client().load_server_metadata().get("issuer", "").rstrip("/") != told()["issuer"].rstrip(
        "/"
    ):
        raise ValueError("It calls itself otherwise.")


def client() -> Any:
    """The library’s half of the talk; it remembers the institution’s addresses and keys."""
    return made(told()["issuer"], told()["client_id"], told()["client_secret"])


# Most installations have no institution, so its library is only fetched where it is used.


def no_answer() -> type[Exception]:
    """What is raised when there is no line to an institution, or no answer."""
    from requests import RequestException

    return RequestException


def trouble() -> tuple[type[Exception], ...]:
    """How else a talk fails: an answer that makes no sense, or a forged one."""
    from authlib.common.errors import AuthlibBaseError
    from joserfc.errors import JoseError

    return no_answer(), AuthlibBaseError, JoseError, RuntimeError, ValueError, LookupError


@cache
def made(issuer: str, client_id: str, client_secret: str) -> Any:
    """A client for one institution."""
    from authlib.integrations.django_client import OAuth

    return OAuth().register(
        "institution",
        client_id=client_id,
        client_secret=client_secret or None,
        server_metadata_url=f"{issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={
            "scope": "openid email",
            "code_challenge_method": "S256",
            "default_timeout": SECONDS,
        },
    )

"""Settings for every installation: one machine with SQLite, or many with PostgreSQL.

Everything that differs between installations comes from the environment or from the data folder:

- `EVENWEAVE_DATA`: the data folder (see `folders`).
- `EVENWEAVE_KEYS`: the key folder, for the key that opens private words (`people.encryption`).
- `EVENWEAVE_BOX_KEYS`: the folder for keys of sealed boxes, or `elsewhere` (`sealed.keys`).
- `DATABASE_URL`: `postgresql://…`; without it, SQLite in the data folder.
- `EVENWEAVE_HOSTS`: the names this server answers to, with commas (`localhost` always).
- `EVENWEAVE_HTTPS=1`: it is reached over HTTPS (cookies and HSTS say so).
- `EVENWEAVE_RUN_BY`: who runs this machine, in words that members know; every page can answer this.
- `EVENWEAVE_CRISIS_CONTACTS`: whom people can ring, as `when: who: number`, with semicolons.
- `EVENWEAVE_ADDRESS`: where people find it, for links in e-mails: `https://weave.example.org`.
- `EVENWEAVE_SMTP`, `EVENWEAVE_MAIL_FROM`: the mail server, and who e-mails come from (`mailing`).
- `EVENWEAVE_OIDC_ISSUER`, `_CLIENT_ID`, `_CLIENT_SECRET`, `_NAME`: an institution whose members can
  sign in through it.
- `EVENWEAVE_SOURCE_URL`: where the source of this very program is (the licence asks for it).
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from evenweave.config import databases, mailing, secrets
from evenweave.config.folders import box_key_folder, data_folder

PACKAGE = Path(__file__).resolve().parent.parent
DATA = data_folder()


def institution_from_environment() -> dict[str, str] | None:
    """The institution through which people can sign in; None where none is named."""
    told = {
        "issuer": os.environ.get("EVENWEAVE_OIDC_ISSUER", ""),
        "client_id": os.environ.get("EVENWEAVE_OIDC_CLIENT_ID", ""),
        "client_secret": os.environ.get("EVENWEAVE_OIDC_CLIENT_SECRET", ""),
        "name": os.environ.get("EVENWEAVE_OIDC_NAME", ""),
    }
    if not told["issuer"] or not told["client_id"]:
        return None
    return {**told, "name": told["name"] or urlsplit(told["issuer"]).netloc}


IS_BEHIND_PROXY = os.environ.get("EVENWEAVE_HTTPS") == "1"
# `evenweave serve --lan` speaks HTTPS itself. This is the fingerprint of its certificate, for which
# nobody vouches: so no browser is told to insist on it (HSTS), and nobody in front is believed.
LAN_MARK = os.environ.get("EVENWEAVE_LAN_MARK", "")
HTTPS = IS_BEHIND_PROXY or bool(LAN_MARK)
HOSTS = [host.strip() for host in os.environ.get("EVENWEAVE_HOSTS", "").split(",") if host.strip()]
RUN_BY = os.environ.get("EVENWEAVE_RUN_BY", "")
SOURCE_URL = os.environ.get("EVENWEAVE_SOURCE_URL", "")
CRISIS_CONTACTS = [
    line.strip()
    for line in os.environ.get("EVENWEAVE_CRISIS_CONTACTS", "").split(";")
    if line.strip()
]

# `evenweave serve` says so when it listens to this machine alone (common.nearby).
IS_FOR_THIS_MACHINE = os.environ.get("EVENWEAVE_FOR_THIS_MACHINE") == "1"

# Where people find it, for links in e-mails and on paper.
ADDRESS = os.environ.get("EVENWEAVE_ADDRESS", "").rstrip("/") or (
    f"{'https' if HTTPS else 'http'}://{HOSTS[0]}" if HOSTS else "http://localhost:8000"
)

# Keys that open private words lie beside the data folder, not in it (people.encryption).
KEYS = Path(os.environ.get("EVENWEAVE_KEYS") or f"{DATA}-keys").expanduser()

# Keys of sealed boxes, which end with their box and must be in no backup (sealed.keys). None: the
# worker of another machine holds them.
BOX_KEYS = box_key_folder()

DEBUG = False
SECRET_KEY = secrets.secret_key(DATA)
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *HOSTS]
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in HOSTS] if IS_BEHIND_PROXY else []
ROOT_URLCONF = "evenweave.config.urls"
ASGI_APPLICATION = "evenweave.config.asgi.application"

INSTALLED_APPS = [
    "evenweave.demo",
    "evenweave.home",
    "evenweave.archive",
    "evenweave.mirror",
    "evenweave.meetings",
    "evenweave.agreements",
    "evenweave.decisions",
    "evenweave.ideas",
    "evenweave.projects",
    "evenweave.people",
    "evenweave.outbox",
    "evenweave.record",
    "evenweave.sealed",
    "evenweave.jobs",
    "evenweave.disclosure",
    "evenweave.live",
    "evenweave.common",
    "template_partials",
    "servestatic",
    "django.contrib.staticfiles",
    "django.contrib.sessions",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.contenttypes",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # Before those that tell a page what it may do: to a typeface that is only weight.
    "servestatic.middleware.ServeStaticMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "csp.middleware.CSPMiddleware",
    "evenweave.common.middleware.Packing",
    "evenweave.common.middleware.body",
    "evenweave.common.middleware.without_cookies",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "evenweave.people.middleware.devices",
    "django.middleware.locale.LocaleMiddleware",
    "evenweave.people.middleware.language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "evenweave.common.middleware.reading",
    "evenweave.common.middleware.edge",
    "evenweave.people.middleware.helping",
    "evenweave.agreements.middleware.words_told",
    "evenweave.common.middleware.Refusals",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "evenweave.common.pages.every_page",
                "evenweave.people.pages.account",
            ],
            "builtins": ["evenweave.common.templatetags.kit"],
        },
    }
]

# What is told once, on the page that comes next, stays on the device and in no database.
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

FORM_RENDERER = "evenweave.common.forms.Renderer"

DATABASES = {"default": databases.from_environment(DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Only actions open transactions (docs/writes.md).
ATOMIC_REQUESTS = False

# There is no password anywhere: a person shows a code, a card, a passkey or their institution.
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["evenweave.people.signing.Backend"]
OIDC = institution_from_environment()

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = os.environ.get("EVENWEAVE_TIME_ZONE", "Europe/London")
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = PACKAGE / "static_built"
STATICFILES_DIRS = [built for built in [PACKAGE.parent / "assets" / "built"] if built.is_dir()]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA / "files"},
    },
    "staticfiles": {"BACKEND": "servestatic.storage.CompressedManifestStaticFilesStorage"},
}

# How upper rooms tell the record what people are called (record.names).
RECORD_NAMES = "evenweave.people.names.Directory"

# The rooms that know what is next for somebody, in the order of the list (common.next).
NEXT_ROOMS: list[str] = [
    "evenweave.meetings",
    "evenweave.agreements",
    "evenweave.decisions",
    "evenweave.ideas",
    "evenweave.projects",
    "evenweave.people",
    "evenweave.outbox",
]

# Without a mail server, messages wait to be handed over.
MAIL_SERVER = mailing.server_from_environment()
MAIL_NAME, MAIL_FROM = mailing.sender_from_environment()

# How upper rooms tell the outbox how to reach people (outbox.directories), who may hand a message
# over, and whose page it is (outbox.pages).
OUTBOX_DIRECTORY = "evenweave.people.reaching.Directory"
OUTBOX_TEAMS = "evenweave.projects.teams.Teams"
OUTBOX_DOOR = "evenweave.people.pages"

# How upper rooms tell people with whom they work, and so may share (people.teams).
PEOPLE_TEAMS = "evenweave.projects.teams.Teams"

# Whoever reads or writes there must stay unknown (common.middleware, sealed.views).
WITHOUT_COOKIES = ("/sealed-words", "/calendar/")

SESSION_ENGINE = "evenweave.people.sessions"
SESSION_COOKIE_NAME = "session"
SESSION_COOKIE_AGE = 60 * 24 * 3600  # since the last visit; some people come once in a while
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "evenweave.common.views.form_expired"

SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if IS_BEHIND_PROXY else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = False
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_BEHIND_PROXY else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "media-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}

# Nothing here needs a camera, a place or a payment. A page with a form that records asks for the
# microphone by itself (common.pages).
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: []
    for feature in [
        "accelerometer",
        "autoplay",
        "browsing-topics",
        "camera",
        "display-capture",
        "fullscreen",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    ]
}

# A name, a text or a search may be personal, so no log line holds an address's query or a form.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without_words": {"()": "evenweave.common.logs.WithoutWords"}},
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "plain",
            "filters": ["without_words"],
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
    },
}

# A page of words is small. Files come with their own limits (common.files), and the whole with one
# in `config.asgi`.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1_000

SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # HSTS for subdomains, and its preloading: those are for whoever owns the
    "security.W021",  # domain to decide, not for one program on it.
]

"""Settings of an installation, each read from the environment with a default that is safe."""

import os
from pathlib import Path
from typing import Any

import pgtrigger
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from sotay.config.databases import database_from


def _flag(name: str, default: str = "0") -> bool:
    return os.environ.get(name, default).strip().lower() in {"1", "true", "yes", "on"}


def _words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def _secret_key() -> str:
    """Return the key from the environment or from var/secret-key, which `sotay run` makes once."""
    if key := os.environ.get("SOTAY_SECRET_KEY"):
        return key
    kept = SOTAY_VAR / "secret-key"
    if kept.is_file():
        return kept.read_text(encoding="ascii").strip()
    if DEBUG or os.environ.get("SOTAY_NO_SECRET_KEY"):
        return "only-for-commands-that-sign-nothing"
    message = "SOTAY_SECRET_KEY is not set and var/secret-key does not exist; `sotay run` makes it."
    raise ImproperlyConfigured(message)


PACKAGE = Path(__file__).resolve().parent.parent
SOTAY_VAR = Path(os.environ.get("SOTAY_VAR", "var")).absolute()
SOTAY_BLOBS = Path(os.environ.get("SOTAY_BLOBS", SOTAY_VAR / "blobs"))
SOTAY_BLOB_LIMIT = int(os.environ.get("SOTAY_BLOB_LIMIT_MB", "50")) * 1024 * 1024
SOTAY_TRUST = Path(os.environ.get("SOTAY_TRUST", SOTAY_VAR / "trust"))  # certificates signatures are checked against
SOTAY_WORKER_PERIOD = int(os.environ.get("SOTAY_WORKER_PERIOD", "5"))

DEBUG = _flag("SOTAY_DEBUG")
SECRET_KEY = _secret_key()
ALLOWED_HOSTS = _words("SOTAY_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = _words("SOTAY_TRUSTED_ORIGINS")
ROOT_URLCONF = "sotay.config.urls"
WSGI_APPLICATION = "sotay.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# From the roof down; templates of an upper floor may replace those of a library.
INSTALLED_APPS = [
    "sotay.web",
    "sotay.manual",
    "sotay.improvement",
    "sotay.evaluation",
    "sotay.operation",
    "sotay.planning",
    "sotay.leadership",
    "sotay.support",
    "sotay.context",
    "sotay.standard",
    "sotay.work",
    "sotay.organisation",
    "sotay.papers",
    "sotay.approvals",
    "sotay.attachments",
    "sotay.search",
    "sotay.exchange",
    "sotay.journal",
    "sotay.agency",
    "sotay.blobs",
    "sotay.ui",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_filters",
    "django_htmx",
    "django_tables2",
    "pghistory",
    "pgtrigger",
    "procrastinate.contrib.django",
    "template_partials",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",  # last, so that our field templates win
]

MIDDLEWARE = [
    "sotay.config.middleware.request_number",
    "sotay.config.middleware.client_address",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "sotay.config.middleware.language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "sotay.web.account.middleware.SessionRules",
    "sotay.config.middleware.AgencyFromUrl",
    "sotay.config.middleware.Answers",
    "axes.middleware.AxesMiddleware",  # last, as its authors ask
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "sotay.config.context.page",
            ],
        },
    }
]
FORM_RENDERER = "sotay.ui.forms.Renderer"
DJANGO_TABLES2_TEMPLATE = "ui/table.html"

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
# A machine that was off at the hour of a daily job does it when it starts: once, within a day.
PROCRASTINATE_PERIODIC_DEFAULTS = {"max_delay": 24 * 60 * 60}

DATABASES = {"default": database_from(os.environ.get("DATABASE_URL", ""), pool=_flag("SOTAY_POOL"))}
if owner_url := os.environ.get("SOTAY_AS_OWNER") and os.environ.get("DATABASE_OWNER_URL"):
    DATABASES["default"] = database_from(owner_url)

# History of rows by triggers: set before the first migration, changing it would rewrite all of them.
PGHISTORY_LEVEL = pgtrigger.Statement

AUTH_USER_MODEL = "agency.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "sotay_language"
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = ["sotay.ui.written"]  # day before month in both languages

STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("SOTAY_STATIC", SOTAY_VAR / "static"))
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},  # files go to sotay.blobs, never here
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Files lie in SOTAY_BLOBS; in a store that speaks S3 where a bucket is named (MinIO, Ceph, a provider's own).
if bucket := os.environ.get("SOTAY_S3_BUCKET", "").strip():
    STORAGES["blobs"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": bucket,
            "endpoint_url": os.environ.get("SOTAY_S3_ENDPOINT") or None,
            "region_name": os.environ.get("SOTAY_S3_REGION") or None,
            "access_key": os.environ.get("SOTAY_S3_ACCESS_KEY") or None,
            "secret_key": os.environ.get("SOTAY_S3_SECRET_KEY") or None,
            "location": os.environ.get("SOTAY_S3_FOLDER", ""),
            "addressing_style": os.environ.get("SOTAY_S3_ADDRESSING", "path"),
            "signature_version": "s3v4",
            "default_acl": None,  # nobody but us: files are given out by the rights of their records alone
            "file_overwrite": True,  # the same name is the same bytes
        },
    }

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "frame-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

HTTPS = _flag("SOTAY_HTTPS")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SOTAY_BEHIND_PROXY = _flag("SOTAY_BEHIND_PROXY")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SOTAY_BEHIND_PROXY else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "sotay_cache"},
}

EMAIL_PORTS = {"none": 25, "starttls": 587, "tls": 465}
EMAIL_BACKEND = os.environ.get(
    "SOTAY_EMAIL_BACKEND",
    "django.core.mail.backends.smtp.EmailBackend"
    if os.environ.get("SOTAY_EMAIL_HOST")
    else "django.core.mail.backends.console.EmailBackend",
)
EMAIL_HOST = os.environ.get("SOTAY_EMAIL_HOST", "localhost")
EMAIL_TLS = os.environ.get("SOTAY_EMAIL_TLS", "none").strip().lower()
if EMAIL_TLS not in EMAIL_PORTS:
    message = f"SOTAY_EMAIL_TLS is one of {', '.join(EMAIL_PORTS)}, not {EMAIL_TLS!r}."
    raise ImproperlyConfigured(message)
EMAIL_USE_TLS, EMAIL_USE_SSL = EMAIL_TLS == "starttls", EMAIL_TLS == "tls"
EMAIL_PORT = int(os.environ.get("SOTAY_EMAIL_PORT") or EMAIL_PORTS[EMAIL_TLS])
EMAIL_HOST_USER = os.environ.get("SOTAY_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("SOTAY_EMAIL_PASSWORD", "")
EMAIL_TIMEOUT = 20  # seconds; a server that does not answer must not hold a worker
DEFAULT_FROM_EMAIL = os.environ.get("SOTAY_EMAIL_FROM", "sotay@localhost")
SOTAY_EMAIL_FOLDER = Path(os.environ.get("SOTAY_EMAIL_FOLDER", SOTAY_VAR / "mail"))
SOTAY_ADDRESS = os.environ.get("SOTAY_ADDRESS", "").rstrip("/")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "request_number": {"()": "sotay.config.logs.RequestNumber"},
        "no_secrets": {"()": "sotay.config.logs.NoSecrets"},
    },
    "formatters": {
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s %(request_id)s %(agency)s %(user)s",
            "json_ensure_ascii": False,
        },
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "json",
            "filters": ["request_number", "no_secrets"],
        },
    },
    "root": {"handlers": ["console"], "level": os.environ.get("SOTAY_LOG_LEVEL", "INFO")},
    "loggers": {"procrastinate": {"level": "WARNING"}, "axes": {"level": "WARNING"}},
}

from sotay.config.sign_in import *  # noqa: E402, F403  the rules of sign-in are long enough for a file of their own

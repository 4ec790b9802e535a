"""Settings of the tests: the same house, quicker passwords, files kept apart."""

import os

os.environ.setdefault("SOTAY_SECRET_KEY", "tests-sign-with-this")

from sotay.config.settings import *  # noqa: F403
from sotay.config.settings import DATABASES, SOTAY_VAR, STORAGES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
ALLOWED_HOSTS = ["*"]
SOTAY_BLOBS = SOTAY_VAR / "test-blobs"
SOTAY_TRUST = SOTAY_VAR / "test-trust"
STATIC_ROOT = SOTAY_VAR / "test-static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # whitenoise warns of a folder that is not there
# Both given by sotay.config.pytest_database: all tables without rows, and a name that no other run has.
DATABASES["default"]["TEST"] = {
    "TEMPLATE": os.environ.get("SOTAY_TEST_TEMPLATE") or None,
    "NAME": os.environ.get("SOTAY_TEST_NAME") or None,
}

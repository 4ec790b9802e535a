"""Settings of an installation, with the empty view beside its pages."""

from sotay.config.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"

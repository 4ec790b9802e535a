"""What the desk's tests have, for the dossier whose every personal text is marked."""

from tests.operation.dossiers.desk.conftest import case, desk, service, unit  # noqa: F401

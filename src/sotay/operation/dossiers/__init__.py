"""Dossiers of services (hồ sơ thủ tục hành chính): received, handed over, settled, returned – ISO 9001 8.2, 8.5, 8.6."""

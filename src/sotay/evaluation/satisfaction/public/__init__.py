"""What anybody opens without signing in: the form on a phone, the kiosk, the thanks; the intake of answers."""

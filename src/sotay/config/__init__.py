"""How the house is put together and started: settings, addresses, middleware, the embedded database."""

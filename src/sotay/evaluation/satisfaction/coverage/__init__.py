"""How many of the settled dossiers were answered for, by unit, procedure, channel; how many are still needed."""

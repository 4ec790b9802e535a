"""The desk: dossiers received, handed from step to step, completed, settled and returned (law 3.2)."""

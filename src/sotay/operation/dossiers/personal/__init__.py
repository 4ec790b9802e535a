"""Personal data of dossiers whose time is over: listed, approved by the head, emptied; never by itself (law 7.2)."""

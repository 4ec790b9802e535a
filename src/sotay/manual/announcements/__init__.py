"""The announcement (công bố) that the system conforms: its scope, its papers, where it hangs, and when it is owed again."""

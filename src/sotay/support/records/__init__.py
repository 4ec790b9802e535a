"""Records: classes with their retention, the year's list of files, files, handing over and disposal (7.5.3)."""

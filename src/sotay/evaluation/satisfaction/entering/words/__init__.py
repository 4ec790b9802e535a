"""What people wrote in their own words, and how to reach those who said so: for those entitled, and deletable."""

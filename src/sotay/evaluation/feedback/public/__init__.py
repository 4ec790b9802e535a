"""What anybody sends without signing in, follows by the code of the receipt, and reads of what was made known."""

"""How dates and numbers are written and read, the same in both languages: day before month, comma before decimals."""

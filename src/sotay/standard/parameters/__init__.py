"""Values agencies set for themselves: due dates, terms, shares; each valid from a day and with a reason."""

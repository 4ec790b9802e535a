"""The audit and its plan (9.2.2 a–c, forms D3 and D4): decision, team, visits, independence, notice, meetings."""

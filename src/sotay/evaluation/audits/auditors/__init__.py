"""The register of internal auditors (9.2.2 c, form D1): who may audit, since when, in which fields."""

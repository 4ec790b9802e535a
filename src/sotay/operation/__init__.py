"""Operation (ISO 9001 clause 8): how services are delivered, by whom, and how well."""

"""The pages of the journal: of the agency, of a record, and where its chain stands."""

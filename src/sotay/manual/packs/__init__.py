"""Evidence packs (gói bằng chứng): what proves a clause, an audit, an inspection or a period, as one ZIP an outsider can verify."""

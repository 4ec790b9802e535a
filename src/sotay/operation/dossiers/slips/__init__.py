"""The printed forms of a dossier (TT 03/2025/TT-VPCP, phụ lục I): what was said by an event, as a paper."""

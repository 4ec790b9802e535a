"""Proposals to improve (đề xuất cải tiến): proposed, judged, carried out, measured – ISO 9001 10.3."""

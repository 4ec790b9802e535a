"""The synthesis of answers: by question, factor, unit, procedure, channel; the report, its publication."""

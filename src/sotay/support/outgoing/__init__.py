"""Outgoing papers (văn bản đi): drafted from a form, signed, numbered, issued; registers and signed copies (NĐ 30/2020/NĐ-CP)."""

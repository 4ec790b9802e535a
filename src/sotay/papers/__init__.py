"""Papers by NĐ 30/2020/NĐ-CP: one model of a paper, three faces from it (PDF/A, Word, screen), and the forms of the features."""

"""The look of every page: components, page skeletons, charts; the lowest floor, it knows no other area."""

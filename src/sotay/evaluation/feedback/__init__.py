"""Feedback of people and organisations (phản ánh, kiến nghị, khen, góp ý): taken in, answered in time, made public (9.1.2, 8.2.1)."""

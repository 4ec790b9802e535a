"""Where features tell what they judge, count, guard and let agencies set; filled once at start.

The registry looks upward for the floors below: pages and commands ask it, features above fill it.
"""

"""Where agencies stand with what they owe: judging, the table of standings, declared evidence, and its pages."""

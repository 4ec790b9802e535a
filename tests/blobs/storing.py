"""A process that, asked by a line, stores bytes without end in a child of its own and says what was acknowledged."""

import os
import random
import sys

import django


def say(line):
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def store_without_end(seed):
    from sotay.blobs.storage import store

    chance = random.Random(seed)
    say(f"pid {os.getpid()}")
    while True:
        content = b"%PDF-1.7\n" + os.urandom(chance.randint(1_000, 3_000_000)) + b"\n%%EOF\n"
        say(store(content, name="tep.pdf").sha256)


def main():
    django.setup()
    for line in sys.stdin:
        if not (child := os.fork()):
            store_without_end(int(line))
        os.waitpid(child, 0)
        say("dead")


if __name__ == "__main__":
    main()

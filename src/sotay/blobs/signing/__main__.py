"""Looks at the signatures of one PDF given as standard input and writes what they are worth as JSON; knows no database.

It runs apart, with limits of time and memory, so that a file made to do harm ends this process and nothing else. Each
argument names a file with a certificate that is trusted.
"""

import json
import sys
from pathlib import Path

from sotay.blobs.signing.judging import judge

if __name__ == "__main__":
    json.dump(judge(sys.stdin.buffer.read(), anchors=[Path(one).read_bytes() for one in sys.argv[1:]]), sys.stdout)

"""`python -m bench.run [PART …]`: make the data, measure, and write the results."""

import argparse
import sys
from datetime import UTC, datetime, timedelta, timezone
from importlib import import_module
from pathlib import Path

from bench import figures
from bench.place import place
from bench.sizes import Sizes

PARTS = {
    "data": "Data",
    "pages": "Pages",
    "search": "Search",
    "takeover": "Taking over files",
    "dossiers": "Lists of dossiers",
    "statistics": "Statistics of dossiers",
    "evaluation": "Audits, nonconformities, reviews",
    "satisfaction": "Syntheses of surveys",
    "answers": "Answers of the public",
    "status": "Standing",
    "journal": "Journal",
    "papers": "Papers",
    "memory": "Memory",
}
RESULTS = Path(__file__).with_name("RESULTS.md")
VIETNAM = timezone(timedelta(hours=7))


def main(words: list[str]) -> int:
    """Measure the parts named, all without a name; figures beyond their limit are told, and no error."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    usual = Sizes()
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; all without")
    parser.add_argument("--agencies", type=int, default=usual.agencies)
    parser.add_argument("--people", type=int, default=usual.people, help="in each agency")
    parser.add_argument("--measured-people", type=int, default=usual.measured_people)
    parser.add_argument("--entries", type=int, default=usual.entries, help="of all journals")
    parser.add_argument("--measured-entries", type=int, default=usual.measured_entries)
    parser.add_argument("--rounds", type=int, default=usual.rounds, help="in which each page is asked for")
    parser.add_argument("--starts", type=int, default=usual.starts, help="of each command")
    parser.add_argument("--night", type=int, default=usual.night, help="agencies judged at night")
    parser.add_argument("--documents", type=int, default=usual.documents)
    parser.add_argument("--documents-in", type=int, default=usual.documents_in, help="agencies that have documents")
    parser.add_argument("--listed", type=int, default=usual.listed, help="dossiers of the list imported")
    parser.add_argument("--counted", type=int, default=usual.counted, help="dossiers that statistics count")
    parser.add_argument("--counted-in", type=int, default=usual.counted_in, help="agencies that have them")
    parser.add_argument("--sheets", type=int, default=usual.sheets, help="nonconformities")
    parser.add_argument("--audits", type=int, default=usual.audits)
    parser.add_argument("--checklist-lines", type=int, default=usual.checklist_lines, help="of all audits")
    parser.add_argument("--evaluated-in", type=int, default=usual.evaluated_in, help="agencies that have them")
    parser.add_argument("--answers", type=int, default=usual.answers, help="of all surveys")
    parser.add_argument("--answered-in", type=int, default=usual.answered_in, help="agencies that have them")
    parser.add_argument("--keep", action="store_true", help="work on the data of the run before")
    parser.add_argument("--name", default="sotay_bench", help="of the embedded server's database")
    parser.add_argument("--results", type=Path, help="file to write; bench/RESULTS.md when all parts are measured")
    asked = parser.parse_args(words)
    chosen = [part for part in PARTS if part in asked.parts] if asked.parts else list(PARTS)
    if unknown := set(asked.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    sizes = Sizes(
        agencies=asked.agencies,
        people=asked.people,
        measured_people=asked.measured_people,
        entries=asked.entries,
        measured_entries=min(asked.measured_entries, asked.entries),
        rounds=asked.rounds,
        starts=asked.starts,
        night=asked.night,
        documents=asked.documents,
        documents_in=min(asked.documents_in, asked.agencies),
        listed=asked.listed,
        counted=asked.counted,
        counted_in=min(asked.counted_in, asked.agencies),
        sheets=asked.sheets,
        audits=asked.audits,
        checklist_lines=asked.checklist_lines,
        evaluated_in=min(asked.evaluated_in, asked.agencies),
        answers=asked.answers,
        answered_in=min(asked.answered_in, asked.counted_in, asked.agencies),
    )
    machine = figures.machine()
    measured = {}
    with place(anew="data" in chosen and not asked.keep, name=asked.name):
        for part in chosen:
            measured[PARTS[part]] = found = import_module(f"bench.{part}").measure(sizes)
            print(f"## {PARTS[part]}\n\n{figures.table(found)}\n", flush=True)
    if results := asked.results or (None if asked.parts else RESULTS):
        today = datetime.now(UTC).astimezone(VIETNAM).date()
        figures.write(results, measured, on=today, machine=machine, data=str(sizes))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

#!/usr/bin/env python3
"""Runs `detect` over the labelled series and prints what the scorers say of it.

  scores.py JAR DATA SCORERS

DATA holds nab/, aiops/ and cloudmon/, each with a README of its own; SCORERS holds nab.py and aiops.py. What is not
there is said and left out. Labels are cut off before the detector sees a file. Standard library only.
"""

import csv
import gzip
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TUNED_ON = 0.6  # the AIOps threshold is chosen on this part of each series and judged on the rest
DELAY = "7"


def rows_of(path):
    opened = gzip.open(path, "rt", encoding="utf-8-sig") if path.suffix == ".gz" else open(path, encoding="utf-8-sig")
    with opened as text:
        return list(csv.reader(text))


def write(path, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", newline="") as text:
        csv.writer(text, lineterminator="\n").writerows(rows)


def detect(jar, rows, out):
    """Scores the first two columns, timestamp and value."""
    unlabelled = out.with_name(out.name + ".in")
    write(unlabelled, [["timestamp", "value"]] + [row[:2] for row in rows[1:]])
    subprocess.run(["java", "-jar", jar, "detect", str(unlabelled), "--out", str(out)], check=True, stdout=subprocess.DEVNULL)
    unlabelled.unlink()


def ask(scorer, *arguments):
    answer = subprocess.run([sys.executable, str(scorer), *map(str, arguments), "--json"], check=True, capture_output=True)
    return json.loads(answer.stdout)


def nab(jar, data, scorer, work):
    windows = data / "combined_windows.json"
    for key in json.loads(windows.read_text()):
        detect(jar, rows_of(data / "data" / key), work / "scores" / key)
    for profile, score in ask(scorer, "--results", work / "scores", "--windows", windows).items():
        print("  %-14s %5.1f   windows hit %d/%d, false alert rows %d, threshold %.4f" % (
            profile, score["score"], score["windows_hit"], score["windows"], score["false_alert_rows"], score["threshold"]))


def aiops(jar, data, scorer, work):
    for file in sorted((data / "train").glob("*.csv.gz")):
        rows, name = rows_of(file), file.name[: -len(".gz")]
        cut = 1 + int(TUNED_ON * (len(rows) - 1))
        write(work / "first" / name, rows[:cut])
        write(work / "rest" / name, rows[:1] + rows[cut:])
        detect(jar, rows, work / "scores" / name)
    first = ask(scorer, "--labels", work / "first", "--preds", work / "scores", "--delay", DELAY, "--sweep")
    rest = ask(scorer, "--labels", work / "rest", "--preds", work / "scores", "--delay", DELAY, "--threshold", first["threshold"])
    print("  first 60 %%: F1 %.3f at its best threshold %.4f" % (first["f1"], first["threshold"]))
    print("  the rest: F1 %.3f at that threshold, precision %.3f, recall %.3f, segments found %d/%d, mean of the series %.3f" % (
        rest["f1"], rest["precision"], rest["recall"], rest["segments_found"], rest["segments"], rest["mean_series_f1"]))


def cloudmon(jar, data, scorer, work):
    for file in sorted(data.glob("*/*.csv.gz")):
        rows, name = rows_of(file), file.name[: -len(".gz")]
        write(work / "labels" / name, rows)
        detect(jar, rows, work / "scores" / name)
    best = ask(scorer, "--labels", work / "labels", "--preds", work / "scores", "--delay", DELAY, "--sweep")
    print("  F1 %.3f at the threshold best on these very labels, %.4f: an upper bound; segments found %d/%d" % (
        best["f1"], best["threshold"], best["segments_found"], best["segments"]))


def main():
    jar, data, scorers = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    for name, score, scorer in (("nab", nab, "nab.py"), ("aiops", aiops, "aiops.py"), ("cloudmon", cloudmon, "aiops.py")):
        missing = [str(path) for path in (data / name, scorers / scorer) if not path.exists()]
        if missing:
            print("%s: left out, %s is not there" % (name, " and ".join(missing)), flush=True)
            continue
        print(name, flush=True)
        began = time.time()
        with tempfile.TemporaryDirectory() as work:
            score(jar, data / name, scorers / scorer, Path(work))
        print("  %.0f seconds" % (time.time() - began), flush=True)


if __name__ == "__main__":
    main()

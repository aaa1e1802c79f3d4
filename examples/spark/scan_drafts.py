"""How do I scan a data set of drafts on a cluster?

Every worker pipes its share of the drafts through the command, which reads JSON lines and writes one report
a line. Nothing else is shared between the machines: no service, no model, no state.

    spark-submit scan_drafts.py DRAFTS REPORTS [--command PATH] [--partitions N] [-- OPTIONS OF THE COMMAND]

DRAFTS is a JSONL or Parquet data set with the fields of a draft (`id` and `text` at least); REPORTS a folder
that is written. The command has to be installed on every worker, in the same version: `rules_version` in
every report says which rules judged it, and the job fails where two of them differ.
"""

import argparse
import json
import shlex
import sys

from pyspark.sql import SparkSession


def drafts_of(spark, path, partitions):
    """The data set as JSON lines, in at least so many parts."""
    if path.rstrip("/").endswith(".parquet"):
        return spark.read.parquet(path).repartition(partitions).toJSON()
    return spark.sparkContext.textFile(path, partitions)


def scanned(drafts, command, options):
    """A report for each draft, in the order of the drafts of each part.

    `--fail-on never`: that a draft should not be published is an answer, not a failure of the task. A draft
    that cannot be read still ends the command with status 2, and `checkCode` then fails the task: no draft
    is lost without a word.
    """
    words = [command, "scan", "--input", "jsonl", "--jobs", "1", "--fail-on", "never", *options, "-"]
    return drafts.pipe(shlex.join(words), checkCode=True)


def verdicts(reports):
    """How many drafts have which verdict, and by which rules they were judged."""
    read = reports.map(json.loads).map(lambda report: (report["verdict"], report["rules_version"]))
    counts, versions = {}, set()
    for (verdict, version), count in read.countByValue().items():
        counts[verdict] = counts.get(verdict, 0) + count
        versions.add(version)
    return counts, versions


def main():
    own, options = sys.argv[1:], []
    if "--" in own:
        at = own.index("--")
        own, options = own[:at], own[at + 1 :]
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("drafts")
    parser.add_argument("reports")
    parser.add_argument("--command", default="phi-preflight", help="the command on every worker")
    parser.add_argument("--partitions", type=int, default=2, help="in how many parts, at least, drafts are scanned")
    args = parser.parse_args(own)

    spark = SparkSession.builder.appName("phi-preflight").getOrCreate()
    drafts = drafts_of(spark, args.drafts, args.partitions)
    scanned(drafts, args.command, options).saveAsTextFile(args.reports)

    # Counted from what was written, so that no draft is scanned twice.
    counts, versions = verdicts(spark.sparkContext.textFile(args.reports))
    spark.stop()
    for verdict in ("block", "review", "allow"):
        print(f"{verdict:8}{counts.get(verdict, 0):>10}")
    if len(versions) > 1:
        sys.exit("the workers have different rules: " + ", ".join(sorted(versions)))


if __name__ == "__main__":
    main()

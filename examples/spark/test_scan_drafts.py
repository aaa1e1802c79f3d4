"""Whether a cluster judges as one machine does: draft for draft, byte for byte.

    python3 test_scan_drafts.py PATH_OF_THE_COMMAND

Starts a cluster of two workers on this machine (`local-cluster`: processes of their own, as on a real one).
Without PySpark, or without Java, it says so and ends with status 77.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

SKIPPED = 77


def draft(number):
    text = "Drink water and rest." if number % 3 else f"Our patient, MRN 00{number:06}, was admitted on March 4."
    return {"id": f"d{number}", "surface": "post", "text": text + " 😀"}


def submit(folder, drafts, reports, command, *more):
    import pyspark

    job = Path(__file__).with_name("scan_drafts.py").resolve()
    program = Path(pyspark.__file__).parent / "bin" / "spark-submit"
    words = [
        str(program), "--master", "local-cluster[2,1,1024]", "--driver-memory", "1g",
        "--conf", "spark.ui.enabled=false", "--conf", "spark.executor.memory=1g",
        "--conf", f"spark.local.dir={folder}", str(job), str(drafts), str(reports),
        "--command", command, *more,
    ]
    environment = {
        **os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable,
        "PYSPARK_DRIVER_PYTHON": sys.executable, "SPARK_WORKER_DIR": str(folder),
    }
    return subprocess.run(words, env=environment, cwd=folder, capture_output=True, text=True, check=False)


def as_parquet(folder, drafts, table):
    from pyspark.sql import SparkSession

    spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false") \
        .config("spark.driver.bindAddress", "127.0.0.1").config("spark.local.dir", str(folder)).getOrCreate()
    spark.read.json(str(drafts)).write.parquet(str(table))
    spark.stop()


def written(reports):
    parts = sorted(reports.glob("part-*"))
    return len(parts), [line for part in parts for line in part.read_text("utf-8").splitlines()]


def main():
    try:
        import pyspark  # noqa: F401
    except ImportError:
        print("skipped: PySpark is not installed (pip install pyspark)")
        return SKIPPED
    try:
        subprocess.run(["java", "-version"], capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        print("skipped: Java is not installed")
        return SKIPPED
    command = str(Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        drafts = folder / "drafts.jsonl"
        lines = [json.dumps(draft(number), ensure_ascii=False) for number in range(600)]
        drafts.write_text("\n".join(lines) + "\n", "utf-8")
        single = subprocess.run(
            [command, "scan", "--fail-on", "never", str(drafts)], capture_output=True, check=True
        ).stdout.decode("utf-8").splitlines()

        job = submit(folder, drafts, folder / "reports", command, "--partitions", "4")
        assert job.returncode == 0, job.stderr[-4000:]
        parts, reports = written(folder / "reports")
        assert parts >= 4, f"{parts} parts"
        assert reports == single, "another judgement than on one machine"
        verdicts = [json.loads(line)["verdict"] for line in single]
        counted = dict(line.split() for line in job.stdout.splitlines() if len(line.split()) == 2)
        assert counted == {name: str(verdicts.count(name)) for name in ("block", "review", "allow")}, job.stdout

        table = folder / "drafts.parquet"
        as_parquet(folder, drafts, table)
        job = submit(folder, table, folder / "from_parquet", command)
        assert job.returncode == 0, job.stderr[-4000:]
        _, unordered = written(folder / "from_parquet")
        assert sorted(unordered) == sorted(single), "another judgement of the same drafts as Parquet"

        drafts.write_text("\n".join(lines[:50] + ["no json"] + lines[50:]) + "\n", "utf-8")
        broken = submit(folder, drafts, folder / "broken", command)
        assert broken.returncode != 0, "a draft that cannot be read fails the job"
    print(f"{len(reports)} reports of {parts} parts, the same as on one machine")
    return 0


if __name__ == "__main__":
    sys.exit(main())

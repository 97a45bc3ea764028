"""Score coded texts with the installed plugin: one JSON line a text, `{"id", "scores", "main"}`.

python training/predict.py PATH > predictions.jsonl
"""

from __future__ import annotations

import gzip
import json
import sys

from geobrief_topics import TOPICS

import geobrief


def main(path: str) -> None:
    pipeline = geobrief.pipeline(only=["topics"], require=["topics"])
    with gzip.open(path, "rt", encoding="utf-8") if path.endswith(".gz") else open(path, encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            text = f"{row['title']}\n\n{row['text']}" if row.get("title") else row["text"]
            topics = [finding.payload for finding in pipeline.analyze(text, language="en")[TOPICS]]
            scores = {topic.topic: topic.score for topic in topics}
            main_topics = [topic.topic for topic in topics if topic.role == "main"]
            print(json.dumps({"id": row["id"], "scores": scores, "main": main_topics}))


if __name__ == "__main__":
    main(sys.argv[1])

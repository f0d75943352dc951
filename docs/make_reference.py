"""Makes what the documentation takes from the program itself.

    python docs/make_reference.py

writes docs/scene.schema.json, and the table of what is recorded in docs/trace.md.
"""

import json
import re
from pathlib import Path

from nnviz.scene.json_schema import scene_schema
from nnviz.trace.schema import markdown_table

DOCS = Path(__file__).parent
TABLE = re.compile(r"^\| name \| for \|.*?(?=\n\n)", re.DOTALL | re.MULTILINE)


def main() -> None:
    """Write the schema and the table."""
    schema = json.dumps(scene_schema(), indent=2, ensure_ascii=False)
    (DOCS / "scene.schema.json").write_text(schema + "\n", encoding="utf-8")
    page = DOCS / "trace.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(TABLE.sub(lambda _: markdown_table(), text, count=1), encoding="utf-8")


if __name__ == "__main__":
    main()

"""Seconds and memory to write 100,000 proposals from the database as CSV and XLSX."""

from __future__ import annotations

import tempfile
from zoneinfo import ZoneInfo

from tests.bench.measuring import fill, peak, say, start, timed

ROWS = 100_000


def main() -> None:
    """Write both formats, streaming from the database."""
    start()
    from consultations.process.modality import modality_of
    from consultations.process.models import Step
    from platform_core.tabular import write
    from tests import making

    space = making.make_space("exports")
    with making.in_space(space):
        fill(2000, 0, 0)
        step = Step.objects.get()
        dataset = modality_of(step).datasets[0]
        columns, once = dataset.columns(step), list(dataset.rows(step))
        held = peak()
        for format_ in ("csv", "xlsx"):

            def build(format_: str = format_) -> None:
                rows = (row for _n in range(ROWS // len(once)) for row in once)
                with tempfile.TemporaryFile() as out:
                    write(format_, columns, rows, out, title="Propositions", time_zone=ZoneInfo(space.time_zone))

            seconds = timed(build)
            say(
                f"{format_}: {ROWS} rows × {len(columns)} columns in {seconds:.1f} s, peak {peak()} MB (before: {held} MB)"
            )
        streamed = timed(lambda: sum(1 for _row in dataset.rows(step)))
        say(f"reading from the database: {len(once) / streamed:.0f} rows a second")


if __name__ == "__main__":
    main()

"""`python -m benchmarks`: today's figures, each beside its peer, as ratios of the same run."""

from benchmarks import film, record


def main() -> None:
    """Measure everything and print a table."""
    print(f"{'seconds':>8}  {'peer':>8}  {'ratio':>6}")
    for measure in (record.measure, film.measure):
        figures = measure()
        print(
            f"{figures['seconds']:8.2f}  {figures['peer_seconds']:8.2f}  {figures['ratio']:6.2f}"
            f"  {figures['work']}, against {figures['peer']}",
            flush=True,
        )


if __name__ == "__main__":
    main()

"""`python -m benchmarks`: today's figures, each beside its peer, as ratios of the same run."""

from benchmarks import film, record, viewer


def main() -> None:
    """Measure everything and print a table."""
    print(f"{'seconds':>8}  {'peer':>8}  {'ratio':>6}")
    figures = record.measure()
    show(
        "record 60,000 epochs of XOR, against the plain loop without recording",
        seconds=figures["record_seconds"],
        peer_seconds=figures["plain_seconds"],
    )
    figures = film.measure()
    show(
        "render 300 frames of xor.toml at 1080p, against ffmpeg alone encoding the same frames",
        seconds=figures["film_seconds"],
        peer_seconds=figures["ffmpeg_seconds"],
    )
    figures = viewer.measure()
    for name, what in (("median", "the median"), ("p99", "99 of 100")):
        show(
            f"jump to a random epoch of 60,000 in the window, {what}, against drawing alone",
            seconds=figures[f"jump_{name}_seconds"],
            peer_seconds=figures[f"draw_{name}_seconds"],
        )
    show(
        "launch the window up to its first picture, against PyQt6, VisPy and an empty canvas",
        seconds=figures["launch_seconds"],
        peer_seconds=figures["empty_canvas_seconds"],
    )
    show(
        "processor time of a paused window, against a second of the clock",
        seconds=figures["idle_cpu_share"],
        peer_seconds=1.0,
    )


def show(what: str, *, seconds: float, peer_seconds: float) -> None:
    """Print one line of the table, as soon as it is known."""
    print(f"{seconds:8.3f}  {peer_seconds:8.3f}  {seconds / peer_seconds:6.2f}  {what}", flush=True)


if __name__ == "__main__":
    main()

"""`python -m benchmarks`: today's figures, each beside its peer, as ratios of the same run."""

from benchmarks import film, record


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


def show(what: str, *, seconds: float, peer_seconds: float) -> None:
    """Print one line of the table, as soon as it is known."""
    print(f"{seconds:8.2f}  {peer_seconds:8.2f}  {seconds / peer_seconds:6.2f}  {what}", flush=True)


if __name__ == "__main__":
    main()

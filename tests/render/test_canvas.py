import numpy as np
import pytest
from vispy.gloo.glir import GlirQueue

from nnviz.errors import FontError
from nnviz.render.canvas import Canvas

from .frames import (
    BLACK,
    BLUE,
    CLEAR,
    GREEN,
    RED,
    SIZE,
    WHITE,
    camera,
    cylinder,
    draw,
    frame,
    label,
    rectangle,
    solid,
    stroke,
)

WIDTH, HEIGHT = SIZE


def everything(shift=0.0, digit="1"):
    return frame(
        solids=[solid((shift, 0, 0)), solid((1, 0.5, 0), colour=(0, 0, 1, 0.5))],
        cylinders=[cylinder((-2, -1, 0), (2, 1 + shift, 0), 0.1 + shift, GREEN)],
        rectangles=[rectangle((0.1 + shift, 0.1), (0.3, 0.2), (1, 1, 1, 0.2), rounding=0.02)],
        strokes=[stroke((0.2, 0.8), (1.4, 0.7 + shift), 0.01)],
        labels=[label(f"{digit}.25", (0.2 + shift, 0.9), 0.08)],
        seen_by=camera(eye=(3 + shift, 2, 9)),
    )


def test_an_image_is_rgba_top_row_first_and_contiguous(canvas):
    image = draw(canvas, rectangles=[rectangle((0, 0), (16 / 9, 0.25), RED)])
    assert image.shape == (HEIGHT, WIDTH, 4)
    assert image.dtype == np.uint8
    assert image.flags.c_contiguous
    assert np.all(image[: HEIGHT // 4] == (255, 0, 0, 255))
    assert np.all(image[HEIGHT // 4 :] == (0, 0, 0, 255))


def test_x_leads_right_in_the_picture_and_in_the_world(canvas):
    image = draw(
        canvas,
        solids=[solid((1.5, 0, 0), colour=RED), solid((0, 1.5, 0), colour=BLUE)],
        rectangles=[rectangle((0, 0), (0.2, 0.2), GREEN)],
    )
    assert image[5, 5].tolist() == [0, 255, 0, 255]
    assert image[HEIGHT // 2, WIDTH // 2 + 50, 0] > 200
    assert image[HEIGHT // 2 - 50, WIDTH // 2, 2] > 200


def test_every_image_is_an_array_of_its_own(canvas):
    first = draw(canvas, background=RED)
    second = draw(canvas, background=BLUE)
    assert not np.shares_memory(first, second)
    assert first[0, 0].tolist() == [255, 0, 0, 255]


def test_a_background_without_alpha_leaves_the_image_transparent_and_its_colours_straight(canvas):
    image = draw(
        canvas,
        background=CLEAR,
        rectangles=[rectangle((0.5, 0.25), (0.5, 0.5), (1.0, 0.5, 0.0, 0.5))],
    )
    assert image[0, 0].tolist() == [0, 0, 0, 0]
    assert image[HEIGHT // 2, 120].tolist() == pytest.approx([255, 128, 0, 128], abs=2)


def test_a_translucent_background_is_blended_once(canvas):
    image = draw(canvas, background=(0.2, 0.4, 0.8, 0.5))
    assert image[7, 7].tolist() == pytest.approx([51, 102, 204, 128], abs=2)


def test_the_same_frame_is_the_same_image_whatever_was_drawn_before(canvas):
    canvas.draw(everything())
    first = canvas.image()
    canvas.draw(everything(0.3, "7"))
    canvas.draw(frame(background=WHITE))
    canvas.draw(everything())
    assert np.array_equal(canvas.image(), first)
    with Canvas(SIZE) as fresh:
        fresh.draw(everything())
        assert np.array_equal(fresh.image(), first)


def test_flat_things_lie_over_bodies_and_in_their_order(canvas):
    middle = (8 / 9 - 0.1, 0.4), (0.2, 0.2)
    across = stroke((0.0, 0.5), (16 / 9, 0.5), 0.1, BLUE)
    image = draw(
        canvas,
        solids=[solid(half=2.0, colour=WHITE)],
        rectangles=[rectangle(*middle, GREEN), rectangle(*middle, RED)],
    )
    assert image[HEIGHT // 2, WIDTH // 2].tolist() == [255, 0, 0, 255]
    image = draw(canvas, rectangles=[rectangle(*middle, RED)], strokes=[across])
    assert image[HEIGHT // 2, WIDTH // 2].tolist() == [0, 0, 255, 255]
    text = label("█", (8 / 9, 0.5), 0.3, anchor=(0.5, 0.5), font="mono", colour=GREEN)
    image = draw(canvas, strokes=[across], labels=[text])
    assert image[HEIGHT // 2, WIDTH // 2].tolist() == [0, 255, 0, 255]


def test_the_shift_of_the_camera_moves_the_picture(canvas):
    image = draw(canvas, solids=[solid()], seen_by=camera(shift=(-0.25, 0.1)))
    row, column = np.argwhere(image[..., 0] > 128).mean(axis=0)
    assert (column + 0.5) / HEIGHT == pytest.approx(8 / 9 - 0.25, abs=0.01)
    assert (row + 0.5) / HEIGHT == pytest.approx(0.6, abs=0.01)


def test_after_the_first_frame_nothing_is_compiled_and_no_buffer_is_made(canvas, monkeypatch):
    canvas.draw(everything())
    canvas.draw(everything(0.1, "2"))
    commands = recorded(monkeypatch)
    for step in range(3):
        canvas.draw(everything(0.1 * step, "12"[step % 2]))
    names = {command[0] for command in commands}
    assert not names & {"CREATE", "DELETE", "LINK", "SIZE", "ATTACH"}
    assert "DRAW" in names


def test_a_still_picture_sends_nothing_again(canvas, monkeypatch):
    canvas.draw(everything())
    commands = recorded(monkeypatch)
    canvas.draw(everything())
    assert not {command[0] for command in commands} & {"DATA", "UNIFORM", "ATTRIBUTE", "TEXTURE"}


def recorded(monkeypatch):
    commands, send = [], GlirQueue.command

    def record(queue, *command):
        commands.append(command)
        send(queue, *command)

    monkeypatch.setattr(GlirQueue, "command", record)
    return commands


def test_a_frame_that_is_refused_leaves_no_trace(canvas):
    canvas.draw(everything())
    expected = canvas.image()
    with pytest.raises(FontError):
        canvas.draw(everything(0.3, "ก"))
    canvas.draw(everything())
    assert np.array_equal(canvas.image(), expected)


def test_two_canvases_do_not_disturb_each_other(canvas):
    with Canvas((64, 36)) as other:
        canvas.draw(frame(background=RED))
        other.draw(frame(background=BLUE))
        assert canvas.image()[0, 0].tolist() == [255, 0, 0, 255]
        assert other.image()[0, 0].tolist() == [0, 0, 255, 255]


def test_an_aspect_other_than_the_canvas_s_is_fitted_into_its_middle():
    with Canvas((100, 100)) as square:
        square.draw(frame(background=WHITE))
        square.draw(frame(background=RED))
        image = square.image()
    assert np.all(image[22:78] == (255, 0, 0, 255))
    assert not np.any(image[:21])
    assert not np.any(image[79:])


def test_closing_twice_is_harmless():
    canvas = Canvas((16, 16))
    canvas.draw(frame(background=BLACK))
    canvas.close()
    canvas.close()

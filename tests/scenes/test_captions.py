"""Every caption of every shipped scene says what the recorded numbers say.

Each caption, in both languages, stands here beside its claim as a condition on the recording; one
that has none yet fails.
"""

from dataclasses import replace
from functools import cached_property
from itertools import pairwise

import numpy as np
import pytest

from nnviz.learning.network import initial_weights
from nnviz.scene import load_scene
from nnviz.stage.world.tiles import shows_weights
from nnviz.story.text import text_in
from tests.repository import ALL_SCENES


class Told:
    """A shot of a scene, and what was recorded of it."""

    def __init__(self, show, shot):
        self.show, self.shot = show, shot
        self.trace, self.setting = show.trace, show.setting
        self.experiment, self.data = show.trace.experiment, show.trace.dataset
        self.variants = show.setting.variants

    @cached_property
    def layers(self):
        return range(len(self.experiment.layers))

    def span(self, values):
        """Return the part of a series over the epochs that the shot tells."""
        first, last = np.searchsorted(self.trace.epochs, self.shot.epochs)
        return values[first : last + 1]

    def steps(self):
        epochs = self.trace.epochs
        first, last = self.shot.epochs
        return [self.show.step(int(e)) for e in epochs[(epochs >= first) & (epochs <= last)]]

    @property
    def step(self):
        return self.show.step(self.shot.epochs[0])

    @property
    def all_updates(self):
        return [np.abs(u).max() for step in self.steps() for u in step.updates]


def widths(*expected):
    return lambda told: told.experiment.widths == expected


def tells(**fields):
    """Return the condition that a shot is told in some way."""
    return lambda told: all(getattr(told.shot, name) == value for name, value in fields.items())


def both(*conditions):
    return lambda told: all(condition(told) for condition in conditions)


def starts_as_drawn(told):
    """What is shown before training are the initial weights."""
    drawn = initial_weights(told.experiment)
    (beat,) = (b for b in told.show.timeline.beats if told.show.timeline.shots[b.shot] is told.shot
               and b.moment.layer == 0)  # fmt: skip
    shown = told.show.step_at(beat.moment).weights
    return all(np.array_equal(shown[k], drawn[k]) for k in told.layers)


def is_lecture_start(told):
    weights = np.concatenate([w.ravel() for w in initial_weights(told.experiment).values()])
    return len(set(weights)) == len(weights) and np.abs(weights).max() <= 1


def outputs_are_sigmoids(told):
    step = told.step
    return all(
        np.allclose(step.activations[k + 1],
                    1 / (1 + np.exp(-step.activations[k] @ step.weights[k])), rtol=1e-13)
        for k in told.layers
    )  # fmt: skip


def mean_of_errors(told):
    step = told.step
    return len(told.data.inputs) == 4 == len(step.differences) and np.isclose(
        np.mean(np.abs(step.differences)), step.mean_absolute_error, rtol=1e-14
    )


def errors_are_differences(told):
    step = told.step
    return np.array_equal(step.differences, step.targets - step.activations[-1])


def deltas_come_back(told):
    step = told.step
    slopes = [a * (1 - a) for a in step.activations]
    output = (step.targets - step.activations[2]) * slopes[2]
    hidden = (output @ step.weights[1].T) * slopes[1]
    return np.allclose(step.deltas[2], output, rtol=1e-13) and np.allclose(step.deltas[1], hidden)


def deltas_differ(told):
    return all(len(np.unique(d, axis=0)) == len(d) for d in told.step.deltas[1:])


def updates_are_sums(told):
    step, (layer,) = told.step, told.shot.layers
    total = sum(np.outer(a, d) for a, d in zip(
        step.activations[layer], step.deltas[layer + 1], strict=True))  # fmt: skip
    return told.experiment.learning_rate == 1 and np.allclose(step.updates[layer], total)


def error_falls_and_updates_grow_then_shrink(told):
    error = told.span(told.trace.series("mean_absolute_error"))
    sizes = told.span(told.setting.survey.update_size)
    top = int(sizes.argmax())
    return (
        (np.diff(error) < 0).all()
        and 0 < top < len(sizes) - 1
        and sizes[top] > 2 * sizes[0]
        and (np.diff(sizes[top:]) < 0).all()
        and sizes[-1] < sizes[0]
    )


def little_is_left(told):
    return max(told.all_updates) < 0.0005 and told.step.mean_absolute_error < 0.03


def outputs_reach_targets(told):
    return np.abs(told.show.step(told.shot.epochs[1]).differences).max() < 0.05


def error_is_a_little_smaller(told):
    before, after = told.trace.series("mean_absolute_error")
    return 0.95 * before < after < before


def inside_and_outside(told):
    radius = np.linalg.norm(told.data.inputs, axis=1)
    inside = told.data.targets[:, 0] == 1
    return set(told.data.targets.ravel()) == {-1, 1} and (
        np.quantile(radius[inside], 0.95) < np.quantile(radius[~inside], 0.05)
    )


def trembles_and_falls(told):
    if told.experiment.batch_size != 10:
        return False
    for values in (told.trace.series("mean_absolute_error"), told.setting.error_curve.values):
        rising = np.mean(np.diff(told.span(values)) > 0)
        if not (0.1 < rising < 0.5 and values[-1] < values[0] / 5):
            return False
    return True


def image_and_classes(told):
    count = len(told.data.classes)
    return np.prod(told.data.image_shape) == told.experiment.widths[0] and (
        count == told.experiment.widths[-1] == 10
    )


def image_and_weights(told):
    return image_and_classes(told) and shows_weights(told.show.setting.layout, 1)


def thirty_epochs_of_batches(told):
    e = told.experiment
    return (e.epochs, e.steps_per_epoch, e.batch_size) == (30, 42, 32) and told.shot.epochs == (
        1,
        30,
    )


def after_training(count):
    return lambda told: (
        told.shot.epochs[0] == told.experiment.epochs and len(told.shot.records) == count
    )


def silent_nodes_say_zero(told):
    silent = told.step.masks[1] == 0
    would = told.step.preactivations[1] > 0  # these would say more than 0
    return (told.step.activations[1][silent] == 0).all() and bool((silent & would).any())


def every_node_goes_without_every_other(told):
    masks = np.concatenate([step.masks[1] > 0 for step in told.steps()])
    alone = masks.T.astype(int) @ (~masks)
    return bool((alone + np.eye(len(alone), dtype=int) > 0).all())


def others_are_silent_and_both_are_told(told):
    step, first = told.step, told.show.step(1)
    rows = [told.show.outline.row_of(number, step.epoch) for number in told.shot.records]
    told_right = step.activations[-1][rows].argmax(1) == step.targets[rows].argmax(1)
    differ = [(step.masks[1][row] != first.masks[1][row]).any() for row in rows]
    return len(rows) == 2 and told_right.all() and all(differ)


def begins_close_to_zero(told):
    return max(np.abs(w).max() for w in initial_weights(told.experiment).values()) < 0.06


def plateau_then_fast_then_slow(told):
    loss = told.setting.losses[0].values
    drops = -np.diff(loss[[0, 24, 49, 74, 99]])
    return (
        loss[0] - loss[3] < 0.06 * loss[0]
        and loss[3] - loss[11] > 0.7 * loss[0]
        and (np.diff(drops) < 0).all()
        and (drops > 0).all()
    )


def two_weights(told):
    (weights,) = initial_weights(told.experiment).values()
    return weights.ravel().tolist() == [-3.0, 4.0]


def moves_by_rate_times_slope(told):
    weights, update = told.step.weights[0], told.step.updates[0]
    return (
        np.allclose(update, -told.experiment.learning_rate * 2 * weights)
        and (np.abs(weights + update) < np.abs(weights)).all()
    )


def loss_is_a_bowl(told):
    weights = told.trace.between("weights/0", first=1, last=30)
    return np.allclose(told.trace.series("loss")[:30], np.square(weights).sum(axis=(1, 2)))


def distances(variant):
    weights = variant.trace.between("weights/0", first=1, last=100)
    with np.errstate(all="ignore"):
        return np.sqrt(np.square(weights - weights[0]).sum(axis=(1, 2)))


def one_arrives_one_is_thrown_out_one_hardly_moves(told):
    arrives, thrown, stays = told.variants
    end = arrives.trace.after("weights/0", epoch=100)
    start, first = (np.abs(thrown.trace.at("weights/0", epoch=e)) for e in (1, 2))
    return np.abs(end).max() < 1e-6 and (first > 10 * start).all() and distances(stays)[-1] < 1e-6


def only_differ_in(*names):
    def condition(told):
        base = told.variants[0].trace
        for variant in told.variants:
            same = {name: getattr(base.experiment, name) for name in names}
            alike = replace(variant.trace.experiment, **same, data=base.experiment.data)
            if alike != base.experiment:
                return False
            if not np.array_equal(variant.trace.dataset.inputs, base.dataset.inputs):
                return False
            if not np.array_equal(
                variant.trace.at("weights/0", epoch=1), base.at("weights/0", epoch=1)
            ):
                return False
        return True

    return condition


def too_small_and_too_large(told):
    small, good, large = (variant.trace.series("mean_absolute_error") for variant in told.variants)
    loss = told.variants[2].trace.series("loss")
    return (
        0.9 * small[0] < small[-1] < small[0]
        and good[-1] < 0.02
        and loss[1] > 1.3 * loss[0]
        and np.abs(large[59:] - 0.5).max() < 1e-6  # for good
        and loss[-1] > loss[0]
    )


def earlier_gradients_are_sooner_over_the_plateau(told):
    over = [
        int(np.argmax(variant.trace.series("mean_absolute_error") < 0.6))
        for variant in told.variants
    ]
    return 0 < max(over[1:]) < over[0]


def further_with_the_rate(told):
    moved = [distances(variant)[1:5] for variant in told.variants]
    return all((near < far).all() for near, far in pairwise(moved))


def smaller_error_with_the_rate(told):
    errors = [variant.trace.series("mean_absolute_error")[4:100] for variant in told.variants]
    return all((more > less).all() for more, less in pairwise(errors))


def panel_at_the_left(told):
    return widths(3, 4, 1)(told) and told.shot.panels is None and told.shot.tell == "introduce"


# Of each scene its captions, in English and in Japanese, and what they claim.
CLAIMS = {
    "bowl": {
        ("A network with two weights, −3 and 4: a place in a plane",
         "重みは2つだけ（−3と4）。平面の上の1点になる"): both(widths(2, 1), two_weights),
        ("Each weight moves downhill: by the rate times the slope of the loss",
         "重みは下り坂の向きに「学習率×損失の傾き」だけ動く"): moves_by_rate_times_slope,
        ("The loss is a bowl over the two weights, and training is a ball in it",
         "損失は2つの重みの上のお椀。学習はその中のボール"): loss_is_a_bowl,
        ("One arrives, one was thrown out at its first step, one hardly moved",
         "1つは底に着き、1つは最初の一歩で飛び出し、1つはほとんど動かない"):
            one_arrives_one_is_thrown_out_one_hardly_moves,
    },
    "circle": {
        ("Two coordinates in, one number out: −1 outside, +1 inside",
         "入力は2つの座標、出力は1つ。外側は−1、内側は+1"):
            both(widths(2, 4, 1), inside_and_outside, starts_as_drawn),
        ("Two records on their way through the network",
         "2件のデータがネットワークを通る"): tells(records=(1, 8), tell="steps"),
        ("Batches of ten records make the loss tremble while it falls",
         "10件ずつのバッチで学ぶので、損失は揺れながら下がる"): trembles_and_falls,
    },
    "digits": {
        ("An image goes in, a class comes out; each hidden tile holds its weights to the image",
         "画像を入れるとクラスが出る。隠れ層の各タイルの中は画像への重み"): image_and_weights,
        ("30 epochs of 42 batches, each of 32 images",
         "32枚ずつのバッチ42個を1エポックとして、30エポック学ぶ"): thirty_epochs_of_batches,
        ("Three images after training", "学習後の3枚"): after_training(3),
    },
    "dropout": {
        ("A node that is silent says 0, whatever its inputs are",
         "休むノードは、入力が何であっても0を返す"): silent_nodes_say_zero,
        ("No node can rely on a certain other one",
         "どのノードも、特定のノードに頼れない"): every_node_goes_without_every_other,
        ("Others are silent now, and both digits are told all the same",
         "休むノードは変わったが、2つの数字はどちらも読めている"):
            others_are_silent_and_both_are_told,
    },
    "learning_rates": {
        ("Same start, same data: only the size of the steps differs",
         "初期値もデータも同じ。違うのは一歩の大きさだけ"): only_differ_in("learning_rate"),
        ("Too small a rate hardly moves; one that is too large overshoots and gets stuck",
         "学習率が小さすぎるとほとんど進まず、大きすぎると行き過ぎて止まる"):
            too_small_and_too_large,
    },
    "one_step": {
        ("The weights before the step", "学習前の重み"): starts_as_drawn,
        ("Record 2: from the inputs to the output, node by node",
         "2件目：入力から出力まで1ノードずつ計算する"):
            both(tells(records=(2,), detail="nodes"), outputs_are_sigmoids),
        ("The mean error over all four records", "4件全体の平均誤差"):
            both(tells(phases=("mean",)), mean_of_errors),
        ("How much does the loss depend on each node?",
         "損失は各ノードにどれだけ左右されるか"): deltas_come_back,
        ("Each weight moves by the sum of activation × delta over the records",
         "重みは「ノードの値×デルタ」の4件分の合計だけ動く"): updates_are_sums,
        ("And from the input to the hidden nodes",
         "入力層から隠れ層への重みも同じように更新する"): updates_are_sums,
        ("One step later: the mean error is a little smaller",
         "1回の学習で平均誤差は少し小さくなった"): error_is_a_little_smaller,
    },
    "optimizers": {
        ("Same start, same data: what differs is how a gradient becomes a step",
         "初期値もデータも同じ。違うのは、勾配から一歩を決める方法"):
            only_differ_in("optimizer", "learning_rate"),
        ("Those that remember earlier gradients got over the plateau sooner",
         "過去の勾配を覚えている手法は、平らな所を早く抜けた"):
            earlier_gradients_are_sooner_over_the_plateau,
    },
    "playground": {
        ("The larger the rate, the further the weights have moved after the same time",
         "学習率が大きいほど、同じ時間で重みは遠くまで動く"): further_with_the_rate,
        ("And the smaller the mean error after the same time",
         "そして、同じ時間で平均誤差は小さくなる"): smaller_error_with_the_rate,
    },
    "spiral": {
        ("Two coordinates, two hidden layers, one output",
         "座標2つ、隠れ層2つ、出力1つ"): both(widths(2, 8, 8, 1), starts_as_drawn),
        ("Batches of ten records: the loss trembles, and falls",
         "10件ずつのバッチ：損失は揺れながら下がる"): trembles_and_falls,
        ("One record through the trained network",
         "学習後のネットワークに1件を通す"): after_training(1),
    },
    "two_layer_net": {
        ("All weights begin close to zero", "重みはすべて0の近くから始まる"):
            both(begins_close_to_zero, starts_as_drawn),
        ("The loss hardly falls at first, then fast, then ever more slowly",
         "損失ははじめほとんど下がらず、やがて急に、のちにゆっくり下がる"):
            plateau_then_fast_then_slow,
        ("Two images after training", "学習後の2枚"): after_training(2),
    },
    "xor": {
        ("Three inputs, four hidden nodes, one output: what it should learn stands at the left",
         "入力3個、隠れ層のノード4個、出力1個。学習する値は左の表"): panel_at_the_left,
        ("Training starts from random weights: the thicker, the further from 0",
         "学習は乱数の重みから始まる。太いほど絶対値が大きい"):
            both(is_lecture_start, starts_as_drawn),
        ("Each node: inputs × weights, summed, through the sigmoid",
         "各ノードは「入力×重み」の合計をシグモイド関数に通す"): outputs_are_sigmoids,
        ("The error is target − output", "誤差＝目標−出力"):
            both(tells(phases=("error",)), errors_are_differences),
        ("The other three records in the same way", "残り3件も同じように計算する"):
            both(tells(records=(2, 3, 4)), outputs_are_sigmoids),
        ("How far off is the network? The mean of the absolute errors",
         "どれだけ外れたか：誤差の絶対値の平均"): mean_of_errors,
        ("At the output: delta = error × slope of the sigmoid",
         "出力では、デルタ＝誤差×シグモイド関数の傾き"): both(tells(layers=(2,)), deltas_come_back),
        ("At a hidden node, delta × weight stands where the error stood",
         "隠れノードでは「デルタ×重み」が誤差の代わりになる"):
            both(tells(layers=(1,)), deltas_come_back),
        ("The other three records: every one asks for changes of its own",
         "残り3件も同様。求められる変更は1件ごとに異なる"):
            both(tells(records=(2, 3, 4)), deltas_differ),
        ("Each change is a sum over the records: activation × delta",
         "変化量は「ノードの値×デルタ」の4件分の合計"): updates_are_sums,
        ("From the input to the hidden nodes in the same way",
         "入力層から隠れ層への重みも同じように更新する"): updates_are_sums,
        ("The same again, a whole layer at a time", "同じ計算を層ごとにまとめて繰り返す"):
            both(tells(detail="layers", tell="steps", phases=()), outputs_are_sigmoids),
        ("The mean error falls; the updates grow at first, then shrink",
         "平均誤差は下がる。更新量ははじめ大きくなり、のちに小さくなる"):
            error_falls_and_updates_grow_then_shrink,
        ("Little is left to learn: in an epoch, no weight changes by as much as 0.0005",
         "ほぼ学び終えた。1エポックで0.0005以上変わる重みはない"): little_is_left,
        ("In epoch 2,000, the outputs are close to their targets",
         "2,000エポック目には、出力は目標に近い"): outputs_reach_targets,
    },
}  # fmt: skip


def captions_of(path):
    shots = load_scene(path).storyboard.shots
    return [(text_in(s.caption, "en"), text_in(s.caption, "ja")) for s in shots if s.caption]


@pytest.mark.parametrize("path", ALL_SCENES, ids=lambda path: path.stem)
def test_every_caption_has_its_claim_and_no_claim_is_left_over(path):
    assert captions_of(path) == list(CLAIMS[path.stem])


@pytest.mark.parametrize("path", ALL_SCENES, ids=lambda path: path.stem)
def test_what_every_caption_claims_is_what_was_recorded(path, open_scene):
    with open_scene(path) as show:
        for shot in show.timeline.shots:
            if shot.caption:
                pair = (text_in(shot.caption, "en"), text_in(shot.caption, "ja"))
                assert CLAIMS[path.stem][pair](Told(show, shot)), pair

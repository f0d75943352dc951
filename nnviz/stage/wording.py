"""Wording: every text that the stage itself puts into the picture, in each language.

Texts of a scene are the lecturer's and come with the scene.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from nnviz.story.text import Language


@dataclass(frozen=True, kw_only=True, slots=True)
class Wording:
    """The texts of one language; names in braces are filled in by `str.format`."""

    language: Language
    input_layer: str
    hidden_layer: str
    numbered_layer: str
    layer_number: str
    output_layer: str
    start: str
    epoch: str
    epoch_axis: str
    record: str
    before_training: str
    initialise: str
    input: str
    forward: str
    forward_node: str
    error_phase: str
    mean: str
    mean_of_batch: str
    backward: str
    backward_node: str
    update: str
    mean_error: str
    mean_loss: str
    mean_data_loss: str
    per_record: str
    over: str
    one_record: str
    some_records: str
    last_batch: str
    with_dropout: str
    records: str
    record_number: str
    certainty: str
    target: str
    output: str
    error: str
    outputs: str
    named_epoch: str
    positive: str
    negative: str
    thickness: str
    outline: str
    tiles: str
    training_points: str
    held_out_points: str
    silent: str
    diverged: str
    smaller_rate: str
    diverged_briefly: str
    strange: str
    delta_size: str
    strongest: str
    update_size: str
    layer_sizes: str
    deltas: str
    updates: str
    accuracy: str
    code: str
    inputs_title: str
    node_title: str
    error_title: str
    mean_title: str
    delta_title: str
    edge_title: str
    updates_title: str
    sum: str
    bias: str
    slope: str
    rounded: str
    deltas_title: str
    loss_slope: str
    node: str
    mean_of: str
    batch: str
    as_a_batch: str
    delta_mean: str
    dropout_factor: str
    activation: str
    weight: str
    delta: str
    step_of: str
    step_over: str
    change: str
    new_weight: str
    rate: str
    more: str
    left_out: str
    left_records: str
    left_inputs: str
    left_targets: str
    left_outputs: str
    left_errors: str
    listed: str
    says_introduce: str
    says_initialise: str
    says_input: str
    says_forward: str
    says_sum: str
    says_softmax: str
    says_error: str
    says_mean: str
    says_output_deltas: str
    says_hidden_deltas: str
    says_sums: str
    says_update: str
    says_lapse: str
    says_race: str
    says_compare: str
    function: str
    surface: str
    surface_of_one: str
    weight_number: str
    bias_number: str
    loss: str
    beyond: str
    beyond_axis: str
    beyond_weights: str
    beyond_values: str
    itself: str
    logarithmic: str
    at_epoch: str
    now: str
    downhill: str
    parts: str

    def records_in(self, count: int) -> str:
        """Return how many records there are."""
        return self.one_record if count == 1 else self.some_records.format(count=count)

    def layer(self, layer: int, last: int) -> str:
        """Return what a layer is called in a network whose output is layer `last`."""
        if layer == 0:
            return self.input_layer
        if layer == last:
            return self.output_layer
        return self.hidden_layer if last == 2 else self.numbered_layer.format(number=layer)

    def layer_title(self, layer: int, last: int) -> str:
        """Return what a layer is called where a line begins with it."""
        name = self.layer(layer, last)
        return name[0].upper() + name[1:]


ENGLISH = Wording(
    language="en",
    input_layer="input layer",
    hidden_layer="hidden layer",
    numbered_layer="hidden layer {number}",
    layer_number="layer {number}",
    output_layer="output layer",
    start="Before training",
    epoch="Epoch {epoch:,}",
    epoch_axis="epoch",
    record="record {number:,} of {count:,}",
    before_training="the network and its data",
    initialise="initial weights: {layer} to {next}",
    input="input",
    forward="forward to the {layer}",
    forward_node="forward to the {layer}, node {node}",
    error_phase="output beside target",
    mean="mean error over {records}",
    mean_of_batch="mean error over the last batch: {records}",
    backward="backward: deltas of the {layer}",
    backward_node="backward to the {layer}, node {node}",
    update="update of the weights: {layer} to {next}",
    mean_error="mean error",
    mean_loss="mean loss",
    mean_data_loss="mean data loss",
    per_record="{value} per record",
    over="{value}, {records}",
    one_record="1 record",
    some_records="{count:,} records",
    last_batch="last batch of {count:,}",
    with_dropout="{records}, with dropout",
    records="Training records",
    record_number="record",
    certainty="certainty",
    target="target",
    output="output",
    error="error",
    outputs="Outputs",
    named_epoch="epoch {epoch:,}",
    positive="positive",
    negative="negative",
    thickness="weight {weight}",
    outline="value 1",
    tiles="tiles: from − to +",
    training_points="training",
    held_out_points="held out",
    silent="silent: dropout",
    diverged="Training diverged at epoch {epoch:,}: its loss is {loss}.",
    smaller_rate="Try a smaller learning rate than {rate:g}.",
    diverged_briefly="diverged at epoch {epoch:,}",
    strange="not finite: NaN or ∞",
    delta_size="delta {delta}",
    strongest="the {drawn:,} of {count:,} weights that count most",
    update_size="Size of the updates",
    layer_sizes="Mean sizes, layer by layer",
    deltas="deltas",
    updates="updates",
    accuracy="accuracy",
    code="The code",
    inputs_title="Inputs",
    node_title="{layer}, node {node}",
    error_title="Error = target − output",
    mean_title="Mean absolute error",
    delta_title="Delta: {layer}, node {node}",
    edge_title="Weight {sender} → {node}",
    updates_title="The largest changes",
    sum="sum",
    bias="bias",
    slope="slope",
    rounded="rounded",
    deltas_title="Deltas of the {layer}",
    loss_slope="pull of the loss",
    node="node {node}",
    mean_of="sum ÷ {count:,}",
    batch="batch of {count:,}",
    as_a_batch="÷ {shown:,} as shown, ÷ {learned:,} in training",
    delta_mean="deltas over {shown:,} records, in training {learned:,}",
    dropout_factor="dropout",
    activation="activation",
    weight="weight",
    delta="delta",
    step_of="step of {optimizer}",
    step_over="step of {optimizer}, {batch}",
    change="change",
    new_weight="new weight",
    rate="rate",
    more="and {count:,} more",
    left_out="not shown: {what}",
    left_records="{count:,} records",
    left_inputs="{count:,} inputs",
    left_targets="{count:,} targets",
    left_outputs="{count:,} outputs",
    left_errors="{count:,} error columns",
    listed=", ",
    says_introduce="A network, and the records that it is to learn",
    says_initialise="The weights with which training begins",
    says_input="A record goes in",
    says_forward="Each node adds up input × weight, then applies {function}",
    says_sum="Each node adds up input × weight",
    says_softmax="Softmax turns the sums into shares that add up to 1",
    says_error="The error is target − output",
    says_mean="How far the outputs are from their targets, on average",
    says_output_deltas="The delta of an output says how its sum should change",
    says_hidden_deltas="Deltas go back along the weights: the sum of delta × weight, × slope",
    says_sums="Each weight changes by the sum of activation × delta over the records",
    says_update="Each weight takes its step",
    says_lapse="Forward, backward, update: the same again in every epoch",
    says_race="The same epochs, side by side",
    says_compare="Two epochs, side by side",
    function="Activation function: {name}",
    surface="how high: the loss of all {count:,} records",
    surface_of_one="how high: the loss of the one record",
    weight_number="weight {number}",
    bias_number="bias {number}",
    loss="loss",
    beyond="beyond the picture",
    beyond_axis="beyond the axis from epoch {epoch:,}",
    beyond_weights="weights beyond {weight:.3g}: drawn no thicker",
    beyond_values="values beyond the scale: drawn no larger",
    itself="the scene's own training",
    logarithmic="{axis} (log scale)",
    at_epoch="{value} at epoch",
    now="now",
    downhill="−gradient: downhill",
    parts="node × weight",
)

JAPANESE = Wording(
    language="ja",
    input_layer="入力層",
    hidden_layer="隠れ層",
    numbered_layer="隠れ層{number}",
    layer_number="第{number}層",
    output_layer="出力層",
    start="学習前",
    epoch="エポック {epoch:,}",
    epoch_axis="エポック",
    record="学習データ {number:,}/{count:,}",
    before_training="ネットワークと学習データ",
    initialise="重みの初期値：{layer} → {next}",
    input="入力",
    forward="順伝播：{layer}へ",
    forward_node="順伝播：{layer}のノード{node}へ",
    error_phase="出力と目標の比較",
    mean="{records}の平均誤差",
    mean_of_batch="最後のバッチ（{records}）の平均誤差",
    backward="逆伝播：{layer}のデルタ",
    backward_node="逆伝播：{layer}のノード{node}へ",
    update="重みの更新：{layer} → {next}",
    mean_error="平均誤差",
    mean_loss="平均損失",
    mean_data_loss="平均データ損失",
    per_record="1件あたりの{value}",
    over="{value}（{records}）",
    one_record="1件",
    some_records="{count:,}件",
    last_batch="最後のバッチ{count:,}件",
    with_dropout="{records}、ドロップアウト中",
    records="学習データ",
    record_number="番号",
    certainty="確信度",
    target="目標",
    output="出力",
    error="誤差",
    outputs="出力値",
    named_epoch="エポック {epoch:,}",
    positive="正の値",
    negative="負の値",
    thickness="重み {weight}",
    outline="値 1",
    tiles="タイル：負、0、正",
    training_points="学習用",
    held_out_points="検証用",
    silent="休むノード",
    diverged="エポック{epoch:,}で学習が発散しました（損失：{loss}）。",
    smaller_rate="学習率を{rate:g}より小さくしてみましょう。",
    diverged_briefly="エポック{epoch:,}で発散",
    strange="有限でない値（NaN, ∞）",
    delta_size="デルタ {delta}",
    strongest="重み{count:,}個のうち影響の大きい{drawn:,}個",
    update_size="更新の大きさ",
    layer_sizes="層ごとの大きさの平均",
    deltas="デルタ",
    updates="更新",
    accuracy="正解率",
    code="コード",
    inputs_title="入力値",
    node_title="{layer} ノード{node}",
    error_title="誤差 = 目標 − 出力",
    mean_title="平均絶対誤差",
    delta_title="{layer} ノード{node} のデルタ",
    edge_title="重み {sender} → {node}",
    updates_title="変化の大きい重み",
    sum="合計",
    bias="バイアス",
    slope="傾き",
    rounded="丸めた値",
    deltas_title="{layer}のデルタ",
    loss_slope="損失が求める変化",
    node="ノード{node}",
    mean_of="合計 ÷ {count:,}",
    batch="{count:,}件のバッチ",
    as_a_batch="÷ {shown:,}（表示）、学習では ÷ {learned:,}",
    delta_mean="デルタ：{shown:,}件の平均（学習では{learned:,}件）",
    dropout_factor="ドロップアウト",
    activation="ノードの値",
    weight="重み",
    delta="デルタ",
    step_of="{optimizer}による変化量",
    step_over="{optimizer}による変化量（{batch}）",
    change="変化量",
    new_weight="新しい重み",
    rate="学習率",
    more="ほか{count:,}個",
    left_out="省略 – {what}",
    left_records="データ：{count:,}",
    left_inputs="入力：{count:,}",
    left_targets="目標：{count:,}",
    left_outputs="出力：{count:,}",
    left_errors="誤差：{count:,}",
    listed="、",
    says_introduce="ネットワークと、これから学ぶデータ",
    says_initialise="この重みから学習が始まる",
    says_input="データを1件入れる",
    says_forward="各ノードは「入力×重み」を合計し、{function}を通す",
    says_sum="各ノードは「入力×重み」を合計する",
    says_softmax="softmaxは、合計を足すと1になる割合に変える",
    says_error="誤差は「目標−出力」",
    says_mean="出力は平均してどれだけ目標から離れているか",
    says_output_deltas="出力のデルタは、合計をどう変えるべきかを示す",
    says_hidden_deltas="デルタは重みを逆にたどる：「デルタ×重み」の合計×傾き",
    says_sums="各重みは、全データの「ノードの値×デルタ」の合計だけ変わる",
    says_update="各重みが一歩動く",
    says_lapse="順伝播、逆伝播、更新を毎エポック繰り返す",
    says_race="同じエポックを並べて見る",
    says_compare="2つのエポックを並べて見る",
    function="活性化関数：{name}",
    surface="高さ：{count:,}件全体の損失",
    surface_of_one="高さ：1件の損失",
    weight_number="重み{number}",
    bias_number="バイアス{number}",
    loss="損失",
    beyond="画面の外",
    beyond_axis="エポック{epoch:,}から軸の外",
    beyond_weights="{weight:.3g}を超える重みは同じ太さで表示",
    beyond_values="尺度を超える値は同じ大きさで表示",
    itself="シーン本来の学習",
    logarithmic="{axis}（対数）",
    at_epoch="各エポックの{value}",
    now="現在",
    downhill="−勾配：下り坂",
    parts="ノード × 重み",
)

WORDINGS: Mapping[Language, Wording] = MappingProxyType({"en": ENGLISH, "ja": JAPANESE})

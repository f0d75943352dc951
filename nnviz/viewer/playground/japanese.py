"""What the panel of the experiment says, in Japanese."""

from nnviz.viewer.playground.japanese_settings import SETTINGS
from nnviz.viewer.playground.japanese_sharing import SHARED

_FIELDS = {
    "Experiment": "実験",
    "E&xperiment": "実験(&X)",
    "Show or hide the experiment": "実験パネルの表示／非表示",
    "&Undo": "元に戻す(&U)",
    "&Redo": "やり直す(&R)",
    "Another see&d": "別の乱数シード(&D)",
    "&Keep this training": "この学習を取っておく(&K)",
    "Show the &next kept one": "取っておいた次の学習を表示(&N)",
    "This training is kept: {count} of at most {most}": (
        "この学習を取っておきます（{count} 件、最大 {most} 件）"
    ),
    "&Stop the training": "学習を中止(&S)",
    "Save as s&cene…": "シーンとして保存(&C)…",
    "Save as scene": "シーンとして保存",
    "Scenes": "シーン",
    "{file} is saved": "{file} を保存しました",
    "Undo": "元に戻す",
    "Redo": "やり直す",
    "Train": "学習",
    "Reset": "最初へ",
    "One epoch": "1エポック",
    "Back to the weights before training": "学習前の重みに戻る",
    "Go one epoch on": "1エポック進む",
    "&Train twice as long": "エポック数を2倍にして学習(&T)",
    "Train twice as long": "エポック数を2倍にして学習",
    "Loss to reach": "目標の損失",
    "Patience": "待つエポック数",
    "stop as soon as the loss is lower; 0: never": "損失がこれを下回ったら止める。0 は止めない",
    "stop when it has not improved for so many epochs; 0: never": (
        "このエポック数だけ改善がなければ止める。0 は止めない"
    ),
    "none": "なし",
    "Learning rate": "学習率",
    "Learning rate, as a dial": "学習率のダイヤル",
    "Optimizer": "最適化手法",
    "Layers": "層",
    "Loss": "損失関数",
    "Batch size": "バッチサイズ",
    "Epochs": "エポック数",
    "Initial weights": "重みの初期値",
    "Seed": "乱数シード",
    "Another seed, by chance": "乱数シードを無作為に選ぶ",
    "Begin anew from &here": "ここから学習し直す(&H)",
    "Weight by hand": "重みを手で変える",
    "Click a rod (a weight), or a box with a bias, in the picture to change its number here.": (
        "図の棒（重み）か、バイアスのある箱をクリックすると、ここで値を変えられます。"
    ),
    "{thing}, before epoch {epoch:,}: training begins anew there": (
        "{thing}、エポック {epoch:,} の更新前。変えるとそこから学習し直します"
    ),
    "L1": "L1",
    "L2": "L2",
    "Data": "データ",
    "Noise": "ノイズ",
    "Hidden layer {number}": "隠れ層 {number}",
    "Output; as many nodes as targets": "出力層（ノード数は目標値の数）",
    "Nodes of {layer}": "{layer} のノード数",
    "Activation of {layer}": "{layer} の活性化関数",
    "Remove {layer}": "{layer} を削除",
    "Add a hidden layer": "隠れ層を追加",
    "all": "全件",
    "{lowest:,} to {highest:,} · usually {usual:,}": "{lowest:,} 〜 {highest:,} · 標準 {usual:,}",
    "{lowest:,} to {highest:,}": "{lowest:,} 〜 {highest:,}",
    "1 to {most:,} records a step, 0: all · usually 0": (
        "1回の更新に 1〜{most:,} 件、0 は全件 · 標準 0"
    ),
    "usually {usual}": "標準：{usual}",
    "usually one hidden layer of {usual} nodes": "標準：ノード {usual} 個の隠れ層1つ",
}

_STATES = {
    "Open a scene or a recording to try its experiment out.": (
        "シーンか学習の記録を開くと、実験を試せます。"
    ),
    "The picture shows the experiment below.": "図は下の実験の学習です。",
    "The picture shows the kept trainings side by side.": "図は取っておいた学習を並べたものです。",
    "Training…": "学習中…",
    "Training: epoch {done:,} of {total:,}": "学習中：エポック {done:,}/{total:,}",
    "Stopped. The picture shows the last training that ended.": (
        "中止しました。図は最後に終わった学習です。"
    ),
    "Paused at epoch {epoch:,} of {total:,}; Train goes on.": (
        "エポック {epoch:,}/{total:,} で一時停止しています。「学習」で続けます。"
    ),
    "What was to be reached is reached at epoch {epoch:,}.": (
        "エポック {epoch:,} で目標に達しました。"
    ),
    "This could not be trained: {why}. The picture shows the last training that ended.": (
        "学習できませんでした：{why}。図は最後に終わった学習です。"
    ),
    "the process that trains has ended ({why}); Train begins it anew": (
        "学習のプロセスが終了しました（{why}）。「学習」でもう一度始めます"
    ),
    "This training diverged at epoch {epoch:,}. Undo leaves it.": (
        "この学習はエポック {epoch:,} で発散しました。「元に戻す」で前の学習に戻ります。"
    ),
    "Not possible: {why}": "できません：{why}",
    "{loss} needs the output activation {activation}. Change the other one first.": (
        "{loss}には、出力層の活性化関数が{activation}である必要があります。先に変更してください。"
    ),
    "This recording was made by another program: there is no experiment to change.": (
        "この記録は別のプログラムによるもので、変更できる実験がありません。"
    ),
    "This recording holds only some of the records that were learned. Open its scene to change the"
    " experiment.": (
        "この記録には学習データの一部しかありません。実験を変えるには、そのシーンを開いてください。"
    ),
}

_COMPARED = {
    "Name": "名前",
    "Mean loss": "平均損失",
    "Accuracy": "正解率",
    "Goal at epoch": "目標到達エポック",
    "Kept trainings": "取っておいた学習",
    "Kept trainings; a double click shows one": "取っておいた学習（ダブルクリックで表示）",
    "Copy": "コピー",
    "Save…": "保存…",
    "Race": "競争",
    "Drop": "外す",
    "Copy the table": "表をコピー",
    "Save the table, for a spreadsheet": "表計算のための表として保存",
    "Tables": "表",
    "Show all of them beside each other": "すべてを並べて表示",
    "Keep this one no longer": "この学習を外す",
    "The same experiment as the one that is shown.": "表示中の実験と同じです。",
    "Shown now: {differences}": "表示中との違い：{differences}",
    "other given weights": "指定した重みが異なる",
    "Another kept run is called {name} already. Give another name.": (
        "{name} という名前はもう使われています。別の名前にしてください。"
    ),
}

_REFUSALS = {
    "The given weights fit these layers only. Choose other initial weights first.": (
        "指定した重みはこの層の構成にしか合いません。先に重みの初期値を変更してください。"
    ),
    "The targets of {name} are no probabilities. Choose another loss.": (
        "{name} の目標値は確率ではありません。別の損失関数を選んでください。"
    ),
    "{value} is not possible; give a number from {lowest} to {highest}.": (
        "{value} は使えません。{lowest} から {highest} までの数にしてください。"
    ),
    "Batches of {value} would always leave the same records out. Choose another size.": (
        "バッチサイズ {value} では、いつも同じデータが余ります。別の大きさにしてください。"
    ),
    "The last batch of an epoch would be smaller, and every record is recorded.": (
        "すべての学習データを記録するため、最後のバッチだけを小さくはできません。"
    ),
    "{activation} makes shares of outputs: only the last layer can have it.": (
        "{activation} は出力の割合を求めるため、最後の層でしか使えません。"
    ),
    "A weight there is no finite number, as the training has diverged.": (
        "学習が発散したため、そこには有限でない重みがあります。"
    ),
    "{most} runs are kept already. Let one of them go first.": (
        "すでに {most} 件を取っておいてあります。先に1件を外してください。"
    ),
    "Kept runs may take {most} MiB. Let one go, or record less of it.": (
        "取っておける量は {most} MiB までです。1件を外すか、記録する量を減らしてください。"
    ),
    "This experiment has no run that could be kept. Let it train first.": (
        "この実験には、取っておける学習がまだありません。先に学習させてください。"
    ),
    "{file} cannot be read any more: {why}": "{file} を読めなくなりました：{why}",
}

_CHOICES = {
    "Gradient descent": "勾配降下法",
    "Momentum": "モメンタム",
    "Nesterov": "ネステロフの加速",
    "AdaGrad": "AdaGrad",
    "RMSProp": "RMSProp",
    "Adam": "Adam",
    "AdamW": "AdamW",
    "Sigmoid": "シグモイド",
    "tanh": "tanh",
    "ReLU": "ReLU",
    "Leaky ReLU": "Leaky ReLU",
    "Softplus": "ソフトプラス",
    "Identity": "恒等関数",
    "Step": "ステップ関数",
    "Softmax": "ソフトマックス",
    "½ Σ squared error": "二乗誤差の和の½",
    "Mean squared error": "平均二乗誤差",
    "Binary cross-entropy": "二値交差エントロピー",
    "Categorical cross-entropy": "多クラス交差エントロピー",
    "Uniform, −1 to 1": "一様分布（−1〜1）",
    "Normal": "正規分布",
    "Xavier (normal)": "Xavier（正規分布）",
    "Glorot (uniform)": "Glorot（一様分布）",
    "He": "He",
    "Given weights": "指定した重み",
    "XOR": "XOR",
    "AND": "AND",
    "OR": "OR",
    "NAND": "NAND",
    "NOR": "NOR",
    "Circle (points)": "円（点）",
    "XOR (points)": "XOR（点）",
    "Two clouds (points)": "2つの群れ（点）",
    "Spiral (points)": "らせん（点）",
    "Plane (points)": "平面（点）",
    "Peaks (points)": "山（点）",
    "Bowl": "お椀",
    "Digits (8 × 8)": "手書き数字（8 × 8）",
    "MNIST": "MNIST",
    "File (CSV)…": "ファイル（CSV）…",
    "File (NPZ)…": "ファイル（NPZ）…",
    "Constant": "一定",
    "Cosine": "余弦",
}

EXPERIMENT = _FIELDS | SETTINGS | _STATES | SHARED | _COMPARED | _REFUSALS | _CHOICES

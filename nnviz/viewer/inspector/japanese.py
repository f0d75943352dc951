"""What the inspector says, in Japanese, see `japanese`."""

_PANEL = {
    "Inspector": "インスペクター",
    "Point at a box (a node) or a rod (a weight) of the picture to read its numbers here."
    " Click to keep it; Escape lets it go.": (
        "図の箱（ノード）や棒（重み）を指すと、その値がここに出ます。"
        "クリックすると固定され、Escape で解除されます。"
    ),
    "Let go": "解除",
    "Keep this no longer (Escape, or a click beside everything)": (
        "ここに残すのをやめる（Escape、または何もない所をクリック）"
    ),
    "What is known of it": "わかっていること",
    "&Values": "値(&V)",
    "&Arrays": "配列(&A)",
    "Values": "値",
    "Calculation": "計算",
    "Array": "配列",
    "The array as NumPy prints it": "NumPy が表示するとおりの配列",
    "&Copy": "コピー(&C)",
    "Under the pointer": "指しているもの",
    "Value over all epochs": "全エポックにわたる値",
    "{value} over all recorded epochs": "{value}（記録した全エポック）",
    "activation for record {number:,}, in the recorded epochs whose last batch holds it": (
        "学習データ {number:,} の出力値（最後のバッチに含まれるエポックのみ）"
    ),
    "epoch {epoch:,}, last batch · {record}": "エポック {epoch:,} の最後のバッチ · {record}",
    "before training · {record}": "学習前 · {record}",
    "before training, first batch · {record}": "学習前、最初のバッチ · {record}",
    "not computed yet": "未計算",
    "dropout factor": "ドロップアウト係数",
    "slope × factor": "傾き × 係数",
    "Its rows are the records {records}": "行は学習データ {records}",
    "{name} is not shown any more: its pin was let go": (
        "{name} は図にないため、固定を解除しました"
    ),
    "The pin went from {before} to {now}": "固定が {before} から {now} に移りました",
    "{key} shows more of what is kept": "{key} キーで固定したものの詳細を表示",
    "epoch": "エポック",
    "epoch {epoch:,} · {record}": "エポック {epoch:,} · {record}",
    "the recorded float64 in full": "記録された float64 の全桁",
    "weight": "重み",
    "change": "変化量",
    "new weight": "新しい重み",
    "input": "入力",
    "bias": "バイアス",
    "weighted sum": "重み付き和",
    "activation": "出力値",
    "activation for record {number:,}": "学習データ {number:,} の出力値",
    "slope": "傾き",
    "target": "目標",
    "delta": "デルタ",
}

_ARRAYS = {  # what `nnviz.trace.quantities` says of them
    "what each unit says; of layer 0, the input": "各ノードの出力値（層 0 では入力）",
    "the weighted sum that reaches each unit": "各ノードの重み付き和",
    "by how much each activation should be more: −∂loss/∂a; of the output the error,"
    " targets − a_L, as the loss weighs it": (
        "各ノードの出力値をどれだけ増やすべきか：−∂損失/∂a。"
        "出力層では誤差（目標 − a_L）に損失の重みがつく"
    ),
    "the slope of the activation function where the unit stands": (
        "各ノードの位置での活性化関数の傾き"
    ),
    "by how much each weighted sum should be more: −∂loss/∂z": (
        "各ノードの重み付き和をどれだけ増やすべきか：−∂損失/∂z"
    ),
    "the weights before this step's update; after it they are weights + updates": (
        "このステップの更新前の重み。更新後は weights + updates"
    ),
    "the slope of the loss: ∂loss/∂W": "損失の傾き：∂損失/∂W",
    "what this step adds to the weights": "このステップで重みに加えるもの",
    "the biases before this step's update; after it they are biases + bias_updates": (
        "このステップの更新前のバイアス。更新後は biases + bias_updates"
    ),
    "the slope of the loss: ∂loss/∂b": "損失の傾き：∂損失/∂b",
    "what this step adds to the biases": "このステップでバイアスに加えるもの",
    "which units dropout silences": "ドロップアウトで休むノード",
    "how fast the parameter moves, behind this step": "パラメータの動く速さ（このステップの後）",
    "how large the gradients have been, behind this step": (
        "これまでの勾配の大きさ（このステップの後）"
    ),
    "the decaying mean of the gradients, behind this step": ("勾配の減衰平均（このステップの後）"),
    "the decaying mean of the squared gradients, behind this step": (
        "勾配の2乗の減衰平均（このステップの後）"
    ),
}

INSPECTOR = _PANEL | _ARRAYS

"""What the window says when an experiment is shared, in Japanese."""

SHARED = {
    "Save as a &lesson…": "教材として保存(&L)…",
    "No lesson can say what {name} is. Keep trainings of the same data.": (
        "教材には {name} を書けません。同じデータの学習を取っておいてください。"
    ),
    "Change something, think of an answer, and press Train.": (
        "どこかを変え、結果を予想してから「学習」を押してください。"
    ),
    "S&hare": "共有(&H)",
    "Copy as a &scene (TOML)": "シーン（TOML）としてコピー(&S)",
    "Copy as a &NumPy program": "NumPy のプログラムとしてコピー(&N)",
    "Copy as a PyT&orch program": "PyTorch のプログラムとしてコピー(&O)",
    "Copy as a &Keras program": "Keras のプログラムとしてコピー(&K)",
    "a PyTorch program": "PyTorch のプログラム",
    "a Keras program": "Keras のプログラム",
    "{framework} would silence other nodes by dropout. Set it to 0 first.": (
        "{framework} ではドロップアウトで別のノードが選ばれます。先に 0 にしてください。"
    ),
    "{framework} has no proximal step. Let L1 act by the gradient.": (
        "{framework} には近接ステップがありません。L1 を勾配で効かせてください。"
    ),
    "{framework} has no step function. Choose another activation.": (
        "{framework} にはステップ関数がありません。別の活性化関数を選んでください。"
    ),
    "Keras keeps the rate within the velocity. Let it be constant first.": (
        "Keras では学習率が速度に含まれます。先に学習率を一定にしてください。"
    ),
    "Copy as &Python with nnviz": "nnviz を使う Python としてコピー(&P)",
    "The experiment is copied as {form}": "実験を{form}としてコピーしました",
    "a scene": "シーン",
    "a NumPy program": "NumPy のプログラム",
    "Python with nnviz": "nnviz を使う Python",
    "Its records are too many for a program. Copy it as Python with nnviz.": (
        "プログラムに書くには学習データが多すぎます。nnviz を使う Python としてコピーしてください。"
    ),
    "The records are a program's own. Copy them from that program.": (
        "この学習データはプログラムが作ったものです。そのプログラムからコピーしてください。"
    ),
}

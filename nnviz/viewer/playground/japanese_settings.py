"""What the panel says of settings, layers and data, in Japanese."""

SETTINGS = {
    "Schedule": "学習率の変化",
    "Decay": "減衰率",
    "First decay": "減衰率 β₁",
    "Second decay": "減衰率 β₂",
    "Epsilon": "イプシロン",
    "Weight decay": "重み減衰",
    "Factor": "倍率",
    "Every": "間隔（エポック）",
    "Lowest rate": "最小の学習率",
    "{meaning} · usually {usual:g}": "{meaning} · 標準 {usual:g}",
    "how much of the velocity is kept, 0 to below 1": "速度を残す割合、0 以上 1 未満",
    "keeps the divisor above 0": "除数を 0 より大きく保つ数",
    "how much of the mean square is kept, 0 to below 1": "二乗平均を残す割合、0 以上 1 未満",
    "how much of the mean gradient is kept, 0 to below 1": "勾配の平均を残す割合、0 以上 1 未満",
    "λ: how fast every parameter decays, in parts of itself by the rate": (
        "λ：学習率に対して、各パラメータが減衰する割合"
    ),
    "what the rate is multiplied by then, 0 to below 1": "そのとき学習率に掛ける数、0 以上 1 未満",
    "after how many epochs the rate falls": "学習率を下げる間隔のエポック数",
    "the rate that it falls towards, 0 or more; the last epoch has a little more": (
        "学習率が近づいていく値、0 以上（最後のエポックではわずかに大きい）"
    ),
    "Bias": "バイアス",
    "Bias of {layer}": "{layer} のバイアス",
    "Dropout": "ドロップアウト",
    "Dropout of {layer}": "{layer} のドロップアウト",
    "Target": "目標値",
    "names a class": "クラス名",
    "usually a number": "標準：数値",
    "Records": "データ数",
    "Held out": "検証用の割合",
    "Inputs": "入力",
    "{lowest:,} or more · usually all": "{lowest:,} 以上 · 標準：全件",
    "Tables of records": "データの表",
    "Records of your own": "自分のデータ",
    "{file} · its last column is the target; other columns: in a scene": (
        "{file} · 最後の列が目標値です。他の列はシーンで指定します"
    ),
    "The digits come with scikit-learn, which is not installed: pip install 'nnviz[digits]'": (
        "手書き数字には scikit-learn が必要です：pip install 'nnviz[digits]'"
    ),
    "{value} is not possible; give a number from {lowest} to below {highest}.": (
        "{value} は使えません。{lowest} 以上 {highest} 未満の数にしてください。"
    ),
    "{value} is not possible; give a finite number above 0.": (
        "{value} は使えません。0 より大きい数にしてください。"
    ),
    "There are only {most} records.": "データは {most} 件しかありません。",
    "This is no table of records. Choose a CSV or an NPZ file.": (
        "データの表ではありません。CSV か NPZ のファイルを選んでください。"
    ),
}

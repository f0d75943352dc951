"""Scenes that a stranger could send."""

from types import MappingProxyType

EXPERIMENT = "[experiment]\n"
WEIGHTS = EXPERIMENT + 'initialization = {{ name = "given", weights = [{}] }}\n'

HOSTILE = MappingProxyType(
    {
        # sizes
        "one shot too many": "[[shots]]\n" * 1001,
        "a million shots": "[[shots]]\n" * 1_000_000,
        "more steps than anybody watches": EXPERIMENT
        + "epochs = 99\n"
        + "[[shots]]\nepochs = [1, 99]\n" * 1000,
        "more steps than a shot can have": '[[shots]]\ndetail = "nodes"\nepochs = [1, 2000]',
        "the same sample again and again": "[[shots]]\nsamples = [" + "1, " * 20_000 + "]",
        "three thousand variants": '[[variants]]\nname = "a"\n' * 3000,
        "a hundred and one layers": EXPERIMENT + "layers = [" + "{ units = 1 }, " * 101 + "]",
        "a billion units": EXPERIMENT + "layers = [{ units = 1_000_000_000 }]",
        # numbers
        "an epoch of thirty digits": f"[[shots]]\nepochs = [1, {10**30}]",
        "a sample of thirty digits": f"[[shots]]\nsamples = [{10**30}]",
        "a layer of thirty digits": f"[[shots]]\nlayers = [{10**30}]",
        "a rate that no float holds": f"{EXPERIMENT}learning_rate = {10**400}",
        "an infinite rate": EXPERIMENT + "learning_rate = 1e400",
        "a number of 9000 digits": EXPERIMENT + "learning_rate = 1" + "0" * 9000,
        "a number of 9000 digits in hexadecimal": EXPERIMENT + "epochs = 0x" + "f" * 9000,
        "an array of numbers of 4000 digits": "a = [" + f"1{'0' * 4000}, " * 24 + "]",
        "weights that no float holds": WEIGHTS.format(f"[[{10**400}]]"),
        # nesting
        "arrays without an end": "a = " + "[" * 40_000,
        "nested arrays": "a = " + "[" * 40_000 + "]" * 40_000,
        "nested tables": "a = " + "{ a = " * 9000 + "1" + "}" * 9000,
        "a key of many parts": "a" + ".a" * 40_000 + " = 1",
        "a key of many parts with spaces": "a" + " . a" * 20_000 + " = 1",
        "many keys of fifty parts": "".join(f"{'a.' * 49}k{i} = 1\n" for i in range(900)),
        "many tables of forty parts": "".join(f"[{'a.' * 39}b{i}]\n" for i in range(900)),
        "dots in a string": '"a' + "." * 40_000 + '" = 1',
        # words
        "unknown keys": "".join(f"k{i} = 1\n" for i in range(5000)),
        "an unknown key of 90 kB": "k" * 90_000 + " = 1",
        "what a terminal obeys": '"\\u001b]0;x\\u0007" = 1',
        "a key twice": 'title = "a"\ntitle = "b"',
        "a control character": 'title = "\x01"',
        "a caption that a terminal obeys": '[[shots]]\ncaption = "\\u001b[2J"',
        "a caption of invisible characters": '[[shots]]\ncaption = "a\\u202e\\u200bb"',
        "a caption of 90 kB": '[[shots]]\ncaption = "' + "a " * 45_000 + '"',
        "a caption of 90 kB in one word": '[[shots]]\ncaption = "' + "a" * 90_000 + '"',
        "a caption of 9000 lines": '[[shots]]\ncaption = "' + "a\\n" * 9000 + '"',
        "a name of a variant in two lines": '[[variants]]\nname = "a\\nb"',
        "a title in two lines": 'title = "a\\nb"',
        "letters that no font has": '[[shots]]\ncaption = "' + "ก" * 9000 + '"',
        "nothing but zeros": "\0" * 50_000,
        # paths
        "a path of a system": EXPERIMENT + 'data = { name = "csv", path = "/etc/passwd" }',
        "a path upwards": EXPERIMENT + 'data = { name = "csv", path = "../../etc/passwd" }',
        "a path of 90 kB": EXPERIMENT + f'data = {{ name = "csv", path = "{"a/" * 45_000}" }}',
        "a path of itself": EXPERIMENT + 'data = { name = "csv", path = "scene.toml" }',
        "a path of a folder": EXPERIMENT + 'data = { name = "npz", path = "." }',
        "arrays of a program": EXPERIMENT + 'data = "own"',
    }
)
"""What a scene may be instead of one."""

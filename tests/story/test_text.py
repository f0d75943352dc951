from nnviz.story.text import Localised, text_in


def test_a_plain_text_is_the_same_in_every_language():
    assert text_in("XOR", "en") == text_in("XOR", "ja") == "XOR"


def test_a_localised_text_is_in_the_language_that_was_asked_for():
    text = Localised(en="Start", ja="開始")
    assert (text_in(text, "en"), text_in(text, "ja")) == ("Start", "開始")

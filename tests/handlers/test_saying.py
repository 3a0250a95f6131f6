"""What is said names the text it is told by."""

from handlers.turn import Article


def test_article_is_told_by_the_key_of_its_topic_or_part() -> None:
    assert Article("cost").key == "answer.cost"
    assert Article("cost", "ends").key == "answer.cost.ends"

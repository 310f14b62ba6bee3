from builders import a_queue

from overlooked.views.terminal import first_records


def test_nothing_in_a_record_steers_the_terminal_or_turns_its_text() -> None:
    hostile = {
        "record_id": "A\x1b[2J1",
        "offence": "Theft\u202e\n",
        "narrative": "His boss has\x1b]0;x\x07 kept his passport.",
    }
    shown = first_records(a_queue(hostile))
    assert "A�[2J1" in shown
    assert all(line.isprintable() for line in shown.split("\n"))

"""The company outlives a restart, file by file, and what was deleted does not."""

from pathlib import Path

import pytest
from greenhouse_client import PDF, Api

from bot.sim.greenhouse import start


def test_people_files_ids_and_links_outlive_a_restart(tmp_path: Path) -> None:
    state = tmp_path / "greenhouse.json"
    first = start(limits=False, state=state)
    api = Api(first)
    made = api.person(tags=["pin:1"])
    file = {"application_id": made["application"]["id"], "filename": "a.pdf", "type": "resume", "content": PDF}
    kept = api.made("attachments", file)
    first.greenhouse.revoke_scopes("harvest:jobs:list")
    first.stop()
    api.http.close()

    second = start(limits=False, state=state)
    api = Api(second)
    assert len(second.greenhouse.people()) == 41
    assert len(second.greenhouse.rows("users")) == 6
    assert api.rows("candidates", tag="pin:1")[0]["id"] == made["candidate"]["id"]
    assert api.http.get(api.rows("attachments", ids=kept["id"])[0]["url"]).content == second.greenhouse.file(kept["id"])
    assert api.get("jobs").status_code == 403
    assert api.person()["candidate"]["id"] > made["candidate"]["id"]
    second.stop()
    api.http.close()


def test_a_deleted_person_and_their_resume_leave_the_disk(tmp_path: Path) -> None:
    state = tmp_path / "greenhouse.json"
    running = start(limits=False, state=state)
    grace = running.greenhouse.rows("candidates", first_name="Grace")[0]["id"]
    running.greenhouse.act_delete(grace)
    running.stop()
    assert "Okafor" not in state.read_text()
    files = [file.read_bytes() for file in (tmp_path / "greenhouse.json.files").iterdir()]
    assert files
    assert not [content for content in files if b"Okafor" in content]


def test_a_broken_state_says_how_to_mend_it(tmp_path: Path) -> None:
    state = tmp_path / "greenhouse.json"
    state.write_text("{")
    with pytest.raises(ValueError, match=r"greenhouse\.json is not a saved Greenhouse: remove it to start afresh"):
        start(state=state)


def test_without_the_seed_there_are_settings_but_no_people() -> None:
    running = start(seed=False, limits=False)
    assert running.greenhouse.people() == []
    assert "Pin" in {row["name"] for row in running.greenhouse.sources()}
    running.stop()


def test_a_reset_brings_the_seed_back() -> None:
    running = start(limits=False)
    api = Api(running)
    before = [(row["id"], row["first_name"]) for row in running.greenhouse.people()]
    api.person()
    running.greenhouse.revoke_scopes("harvest:jobs:list")
    running.greenhouse.reset()
    assert [(row["id"], row["first_name"]) for row in running.greenhouse.people()] == before
    assert running.greenhouse.calls == []
    assert api.get("jobs").status_code == 200
    running.stop()
    api.http.close()

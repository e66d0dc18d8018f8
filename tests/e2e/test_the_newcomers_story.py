"""The main job as a newcomer lives it in the demo, in a real browser (issue 2, Show)."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.e2e.newcomer import STORY, Newcomer, rooms_of
from tests.e2e.running_demo import running_demo

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.mark.browser
@pytest.mark.timeout(600)
@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here: install it to walk through the demo")
def test_import_enrol_answer_approve_undo_line_sent_sync_and_export_by_hand(tmp_path: Path) -> None:
    """R5, R7, R9, R22, R23, R25, S5, S10, S12: each step asserts what the person sees on the pages."""
    with running_demo(tmp_path / "demo") as demo, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        me = Newcomer(rooms_of(demo), browser.new_context(viewport={"width": 1440, "height": 900}))
        for step in STORY:
            step(me)
        browser.close()
        assert me.mishaps == []
        assert demo.ctrl_c() == 0

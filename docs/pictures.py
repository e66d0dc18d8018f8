"""The pictures of the README, taken of the demo as a newcomer goes through it: `make pictures`."""

import io
import shutil
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Error, Page, sync_playwright

from tests.e2e.newcomer import STORY, Newcomer, rooms_of
from tests.e2e.running_demo import running_demo

PICTURES = Path(__file__).parent / "pictures"
PORT = 3400


class Camera:
    """Saves what it is shown, numbered in the order of the story."""

    def __init__(self) -> None:
        self.number = 0

    def __call__(self, name: str, page: Page) -> None:
        """With 256 colours: flat pages lose nothing, and the repository stays small."""
        self.number += 1
        page.mouse.move(720, 2)
        page.evaluate("new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
        taken = Image.open(io.BytesIO(page.screenshot(animations="disabled", caret="hide")))
        few = taken.convert("RGB").quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        few.save(PICTURES / f"{self.number:02d}-{name}.png", optimize=True)


def walk(me: Newcomer) -> None:
    """Where it stops, the page's last look is kept beside the system's temporary files."""
    try:
        for step in STORY:
            step(me)
    except (AssertionError, Error):
        me.page.screenshot(path=str(Path(tempfile.gettempdir()) / "pin-picture-failed.png"))
        raise


def main() -> None:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("There is no Chromium here. On Debian or Ubuntu: apt install chromium")
    PICTURES.mkdir(exist_ok=True)
    for old in PICTURES.glob("*.png"):
        old.unlink()
    with tempfile.TemporaryDirectory() as folder, running_demo(Path(folder), PORT) as demo, sync_playwright() as player:
        browser = player.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        desk = browser.new_context(viewport={"width": 1440, "height": 900}, device_scale_factor=1)
        walk(Newcomer(rooms_of(demo), desk, Camera()))
        browser.close()
        demo.ctrl_c()


if __name__ == "__main__":
    main()

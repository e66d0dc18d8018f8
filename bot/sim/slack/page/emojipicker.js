// Choosing an emoji: groups, search, keyboard.

import { h, fill } from "./dom.js";
import { popover } from "./popover.js";
import { emojiGroups, searchEmoji } from "./emoji.js";

export function pickEmoji(anchor, chosen, align = "right") {
  const grid = h("div", { class: "emoji-grid" });
  const search = h("input", {
    class: "select-search",
    type: "text",
    placeholder: "Search emoji",
    "aria-label": "Search emoji",
    oninput: () => draw(),
  });
  const shown = popover(anchor, [search, grid], { className: "emoji-pop", align, label: "Emoji" });
  const pick = (name) => {
    shown.close();
    chosen(name);
  };
  const cell = ([name, char]) =>
    h("button", { type: "button", title: `:${name}:`, "aria-label": name, onclick: () => pick(name) }, char);
  const draw = () => {
    const query = search.value.trim();
    const groups = query ? [["Found", searchEmoji(query)]] : Object.entries(emojiGroups);
    fill(
      grid,
      groups.map(([name, all]) => [
        h("div", { class: "option-group" }, name),
        h("div", { class: "emoji-cells" }, all.map(cell)),
      ]),
    );
  };
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") grid.querySelector("button")?.click();
  });
  draw();
  search.focus();
}

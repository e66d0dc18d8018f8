// Ctrl/Cmd+K: jump to a channel or a person by typing.

import { h, fill } from "./dom.js";
import { icon } from "./icons.js";
import { avatar } from "./avatar.js";
import { dialog } from "./dialog.js";
import { message } from "./profile.js";
import { go, isApp, nameOf, state } from "./state.js";

export function openSwitcher() {
  if (document.querySelector(".switcher")) return;
  let active = 0;
  const list = h("div", { class: "switcher-list", role: "listbox" });
  const search = h("input", {
    class: "switcher-search",
    type: "text",
    placeholder: "Jump to a channel or a person",
    "aria-label": "Jump to",
    autofocus: true,
    autocomplete: "off",
    oninput: () => draw((active = 0)),
  });
  const shown = dialog({
    label: "Jump to",
    className: "switcher",
    content: [h("div", { class: "switcher-head" }, icon("search"), search), list],
  });
  const take = (one) => {
    shown.close();
    one.run();
  };
  const draw = () => {
    const found = targets(search.value.trim().toLowerCase());
    fill(
      list,
      found.length
        ? found.map((one, i) =>
            h(
              "div",
              {
                class: `offer${i === active ? " active" : ""}`,
                role: "option",
                "aria-selected": String(i === active),
                onclick: () => take(one),
              },
              h("span", { class: "offer-glyph" }, one.glyph),
              h(
                "span",
                { class: "offer-words" },
                h("span", {}, h("strong", {}, one.label), one.note && h("span", { class: "offer-aside" }, one.note)),
              ),
            ),
          )
        : h("div", { class: "option-say" }, "Nothing found"),
    );
    list.querySelector(".active")?.scrollIntoView({ block: "nearest" });
    return found;
  };
  search.addEventListener("keydown", (event) => {
    const found = targets(search.value.trim().toLowerCase());
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && found.length) {
      event.preventDefault();
      active = (active + step + found.length) % found.length;
      draw();
    } else if (event.key === "Enter" && found[active]) {
      event.preventDefault();
      take(found[active]);
    }
  });
  draw();
}

function targets(wanted) {
  const places = state.world.channels
    .filter((one) => !one.is_im)
    .map((one) => ({
      label: one.name,
      note: one.topic,
      glyph: h("span", { class: "option-hash" }, icon(one.is_private ? "lock" : "hash", 16)),
      run: () => go({ channel: one.id, thread: "", tab: "" }),
    }));
  const people = state.world.users
    .filter((one) => one.id !== state.as)
    .map((one) => ({
      label: isApp(one.id) ? state.world.app.name : nameOf(one),
      note: isApp(one.id) ? "App" : one.title,
      glyph: avatar(one.id, 22),
      run: () => message(one.id),
    }));
  return [...places, ...people].filter((one) => one.label.toLowerCase().includes(wanted));
}

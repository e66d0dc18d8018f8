// The small card about a person.

import { h } from "./dom.js";
import { act } from "./api.js";
import { avatar } from "./avatar.js";
import { popover } from "./popover.js";
import { fine } from "./toast.js";
import { emit, go, isApp, nameOf, state, user } from "./state.js";

export function openProfile(id, anchor) {
  const person = user(id);
  if (!person) return;
  const shown = popover(
    anchor,
    h(
      "div",
      { class: "profile" },
      avatar(id, 64),
      h(
        "div",
        { class: "profile-words" },
        h(
          "strong",
          {},
          isApp(id) ? state.world.app.name : nameOf(person),
          isApp(id) && h("span", { class: "badge" }, "APP"),
        ),
        person.title && h("div", {}, person.title),
        person.email && h("div", { class: "muted" }, person.email),
        h("div", { class: "muted" }, `@${person.name} · ${id}`),
      ),
      id !== state.as &&
        h(
          "button",
          {
            class: "button",
            type: "button",
            onclick: () => {
              shown.close();
              message(id);
            },
          },
          "Message",
        ),
    ),
    { label: `About ${nameOf(person)}`, className: "profile-pop" },
  );
  shown.box.querySelector("button")?.focus();
}

export async function message(id, tab = isApp(id) ? "messages" : "") {
  const known = state.world.channels.find((one) => one.is_im && one.im_user === id);
  if (known) return go({ channel: known.id, thread: "", tab });
  const answer = await act("open_im", { user: id });
  if (!fine(answer)) return undefined;
  return emit("world-stale", () => go({ channel: answer.channel, thread: "", tab }));
}

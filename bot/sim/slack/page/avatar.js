// Faces: initials on the person's colour; the app has a speech bubble of our own.

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { colorOf, initials } from "./format.js";
import { isApp, nameOf, user } from "./state.js";

export function avatar(id, size = 36) {
  const style = {
    width: `${size}px`,
    height: `${size}px`,
    fontSize: `${Math.round(size * 0.4)}px`,
    borderRadius: `${Math.max(4, Math.round(size / 4.5))}px`,
  };
  if (isApp(id))
    return h("span", { class: "avatar app", style, "aria-hidden": "true" }, icon("pin", Math.round(size * 0.62)));
  const person = user(id);
  return h(
    "span",
    { class: "avatar", style: { ...style, background: colorOf(person ?? { id }) }, "aria-hidden": "true" },
    initials(nameOf(person)),
  );
}

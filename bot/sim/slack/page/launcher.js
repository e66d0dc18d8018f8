// The shortcut launcher: global shortcuts and slash commands of the app.

import { icon } from "./icons.js";
import { act } from "./api.js";
import { avatar } from "./avatar.js";
import { menu } from "./popover.js";
import { fine } from "./toast.js";
import { state } from "./state.js";

export function launcher(anchor, useCommand) {
  const shortcuts = state.world.shortcuts.filter((one) => one.type === "global");
  menu(
    anchor,
    [
      { heading: "Shortcuts" },
      ...shortcuts.map((one) => ({
        label: one.name,
        description: one.description,
        glyph: avatar(state.world.app.bot_user, 28),
        run: async () => fine(await act("shortcut", { callback_id: one.callback_id })),
      })),
      !shortcuts.length && { label: "This app has no global shortcuts" },
      { heading: "Commands" },
      ...state.world.commands.map((one) => ({
        label: one.command,
        description: one.description,
        glyph: icon("code", 18),
        run: () => useCommand(`${one.command} `),
      })),
    ],
    { label: "Shortcuts", className: "launcher" },
  );
}

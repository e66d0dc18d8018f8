// One interactive surface (a message, a modal, the Home tab): what is typed in it, and acting on it.

import { act } from "./api.js";
import { confirm } from "./dialog.js";
import { troubled } from "./toast.js";

const surfaces = new Map();

// Typed state outlives a redraw: the same block_id and action_id keep what the person chose, as on Slack.
export function surfaceOf(key, ref, kind) {
  if (!surfaces.has(key)) surfaces.set(key, new Surface(ref, kind));
  const surface = surfaces.get(key);
  surface.begin();
  return surface;
}

export function forgetSurface(key) {
  surfaces.delete(key);
}

class Surface {
  constructor(ref, kind) {
    this.ref = ref;
    this.kind = kind;
    this.typed = new Map();
    this.seen = new Map();
  }

  begin() {
    this.seen.clear();
  }

  // An element tells of itself while it is drawn; returns its state: what was typed before, or its initial state.
  register(block, element, initial) {
    const key = keyOf(block, element);
    this.seen.set(key, { block, element });
    const old = this.typed.get(key);
    if (old?.type !== element.type) this.typed.set(key, { type: element.type, ...initial });
    return this.typed.get(key);
  }

  set(block, element, value) {
    this.typed.set(keyOf(block, element), { type: element.type, ...value });
  }

  get(block, element) {
    return this.typed.get(keyOf(block, element));
  }

  values() {
    const out = {};
    for (const [key, { block, element }] of this.seen) {
      (out[block.block_id] ??= {})[element.action_id] = this.typed.get(key);
    }
    return out;
  }

  async act(block, element, payload, node) {
    if (element.confirm && !(await confirm(element.confirm))) return { ok: true, denied: true };
    return busy(node, async () => {
      const answer = await act("action", {
        ...this.ref,
        block_id: block.block_id,
        action_id: element.action_id,
        payload,
        values: this.values(),
      });
      if (!answer.ok) troubled(answer);
      return answer;
    });
  }

  suggest(block, element, value) {
    return act("suggest", { ...this.ref, block_id: block.block_id, action_id: element.action_id, value });
  }
}

function keyOf(block, element) {
  return `${block.block_id}\n${element.action_id}`;
}

// A spinner on the control while its click is under way.
export async function busy(node, work) {
  node?.classList.add("busy");
  node?.setAttribute("aria-busy", "true");
  try {
    return await work();
  } finally {
    node?.classList.remove("busy");
    node?.removeAttribute("aria-busy");
  }
}

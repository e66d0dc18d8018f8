// The control contract with the local server: reads, acts, and the live stream.

import { state, emit } from "./state.js";

const GONE = "The local Slack is not answering. Is `make demo` still running?";

export async function read(path, query = {}) {
  const params = new URLSearchParams({ ...(state.as ? { as: state.as } : {}), ...query });
  return answer(fetch(`/_sim/${path}?${params}`));
}

export async function act(path, body = {}) {
  return answer(
    fetch(`/_sim/${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ as: state.as, ...body }),
    }),
  );
}

export async function upload(file) {
  const form = new FormData();
  form.append("as", state.as);
  form.append("file", file, file.name);
  return answer(fetch("/_sim/upload", { method: "POST", body: form }));
}

async function answer(pending) {
  try {
    const response = await pending;
    const body = await response.json();
    return { ok: true, ...body };
  } catch {
    return { ok: false, error: GONE };
  }
}

// One EventSource per user; the browser's own retry is not used, so that the banner can tell what happens.
export class Stream {
  constructor() {
    this.tries = 0;
  }

  open() {
    this.close();
    const source = new EventSource(`/_sim/events?as=${encodeURIComponent(state.as)}`);
    this.source = source;
    source.onopen = () => this.opened();
    source.onmessage = (event) => this.received(event.data);
    source.onerror = () => this.lost(source);
  }

  opened() {
    this.tries = 0;
    emit("online");
  }

  received(text) {
    try {
      emit("live", JSON.parse(text));
    } catch {
      // A half-written line from a dying server carries nothing to show; the reconnect reads everything anew.
    }
  }

  lost(source) {
    if (source !== this.source) return;
    source.close();
    this.tries += 1;
    const wait = Math.min(500 * 2 ** (this.tries - 1), 8000);
    emit("offline", { wait });
    this.timer = setTimeout(() => this.open(), wait);
  }

  close() {
    clearTimeout(this.timer);
    this.source?.close();
    this.source = null;
  }
}

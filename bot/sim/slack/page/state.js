// What the page knows: the person acted as, the place looked at (both live in the URL hash), the world.

export const state = { as: "", channel: "", thread: "", tab: "", world: null, status: new Map(), dismissed: new Set() };

const listeners = new Map();

export function on(name, fn) {
  if (!listeners.has(name)) listeners.set(name, []);
  listeners.get(name).push(fn);
}

export function emit(name, detail) {
  for (const fn of listeners.get(name) ?? []) fn(detail);
}

export function readHash() {
  const hash = new URLSearchParams(location.hash.slice(1));
  for (const key of ["as", "channel", "thread", "tab"]) state[key] = hash.get(key) ?? "";
}

export function go(change, { replace = false } = {}) {
  const next = { as: state.as, channel: state.channel, thread: state.thread, tab: state.tab, ...change };
  const hash = new URLSearchParams(Object.entries(next).filter(([, value]) => value));
  history[replace ? "replaceState" : "pushState"](null, "", `#${hash}`);
  const before = { ...state };
  readHash();
  emit("moved", before);
}

const SLACKBOT = {
  id: "USLACKBOT",
  name: "slackbot",
  real_name: "Local Slack",
  is_bot: false,
  title: "The workspace itself",
  color: "5b6770",
};

export function user(id) {
  if (id === SLACKBOT.id) return SLACKBOT;
  return state.world?.users.find((one) => one.id === id);
}

export function me() {
  return user(state.as);
}

export function channel(id = state.channel) {
  return state.world?.channels.find((one) => one.id === id);
}

export function isApp(id) {
  const app = state.world?.app;
  return Boolean(app) && (id === app.bot_user || Boolean(user(id)?.is_bot));
}

export function appChannel() {
  return state.world?.channels.find((one) => one.is_im && isApp(one.im_user));
}

export function isAppChannel(id = state.channel) {
  const one = channel(id);
  return Boolean(one?.is_im && isApp(one.im_user));
}

export function nameOf(one) {
  return one?.real_name || one?.name || "Somebody";
}

export function titleOf(place) {
  if (!place) return "";
  if (!place.is_im) return place.name;
  return isApp(place.im_user) ? (state.world.app?.name ?? "App") : nameOf(user(place.im_user));
}

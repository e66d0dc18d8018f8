// Our own small line icons on a 20 x 20 grid.

const PATHS = {
  hash: "M8 3 6.5 17M13.5 3 12 17M3.5 7.5h13M3 12.5h13",
  lock: "M5.5 9h9v7.5h-9zM7.5 9V6.5a2.5 2.5 0 0 1 5 0V9",
  down: "m5 7.5 5 5 5-5",
  right: "m7.5 5 5 5-5 5",
  left: "m12.5 5-5 5 5 5",
  close: "m5 5 10 10M15 5 5 15",
  plus: "M10 4v12M4 10h12",
  smile: "M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15M7 12a3.6 3.6 0 0 0 6 0M7.6 8v.01M12.4 8v.01",
  reply: "M4 4.5h12a1 1 0 0 1 1 1V13a1 1 0 0 1-1 1h-5.5L7 17v-3H4a1 1 0 0 1-1-1V5.5a1 1 0 0 1 1-1M6.5 8h7M6.5 10.7h4.5",
  more: "M10 5.2v.01M10 10v.01M10 14.8v.01",
  bolt: "M11 2.5 4.5 11.5H9.5L9 17.5l6.5-9H10.5z",
  wave: "M2.5 10h3l2-5.5 4 11.5 2.5-8 1.5 2h2",
  warn: "M10 3 18 16.5H2zM10 8v4M10 14.3v.01",
  search: "M9 15a6 6 0 1 0 0-12 6 6 0 0 0 0 12M13.5 13.5 17 17",
  clip: "m15.5 9.5-5.7 5.7a3.5 3.5 0 0 1-5-5l6.2-6.2a2.3 2.3 0 0 1 3.3 3.3l-6 6a1.1 1.1 0 0 1-1.6-1.6L12 6.5",
  send: "M3.5 4 17 10 3.5 16l1.8-6zM5.3 10H11",
  at: "M13 10a3 3 0 1 1-6 0 3 3 0 0 1 6 0v1.3a1.9 1.9 0 0 0 3.9 0V10a6.9 6.9 0 1 0-2.7 5.5",
  bold: "M6 4h4.5a3 3 0 0 1 0 6H6zM6 10h5.5a3 3 0 0 1 0 6H6z",
  italic: "M8.5 4H14M6 16h5.5M11.5 4 8.5 16",
  strike: "M4 10h12M13.5 6.5C13 5 11.7 4 10 4 8 4 6.5 5.2 6.5 7M6.5 13.5C7 15 8.3 16 10 16c2 0 3.5-1.2 3.5-3",
  code: "m7 6-4 4 4 4M13 6l4 4-4 4",
  list: "M7.5 5.5H17M7.5 10H17M7.5 14.5H17M3.7 5.5v.01M3.7 10v.01M3.7 14.5v.01",
  numbers: "M8 5.5h9M8 10h9M8 14.5h9M3 4.5l1.2-.7v3.7M3 13.2c.2-.7 1.8-.7 1.8.3 0 .8-1.8 1.3-1.8 2.2h1.9",
  quote: "M4 4v12M8 6h8M8 10h8M8 14h5",
  chain: "M8.5 11.5a3 3 0 0 0 4.2 0l3-3a3 3 0 0 0-4.2-4.2l-1 1M11.5 8.5a3 3 0 0 0-4.2 0l-3 3a3 3 0 0 0 4.2 4.2l1-1",
  check: "m4 10.5 4 4 8-9",
  calendar: "M4 5h12v11.5H4zM4 8.5h12M7 3v3M13 3v3",
  clock: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14M10 6v4.2l2.8 1.7",
  eye: "M2.5 10S5.2 5 10 5s7.5 5 7.5 5-2.7 5-7.5 5-7.5-5-7.5-5M10 12.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4",
  file: "M5 2.5h6.5L15 6v11.5H5zM11.5 2.5V6H15",
  copy: "M7 7h9.5v9.5H7zM13 7V3.5H3.5V13H7",
  home: "M3.5 9 10 3.5 16.5 9v7.5h-4.5v-4.5H8v4.5H3.5z",
  chat: "M4 4h12a1.5 1.5 0 0 1 1.5 1.5v6A1.5 1.5 0 0 1 16 13h-5l-4 3.5V13H4a1.5 1.5 0 0 1-1.5-1.5v-6A1.5 1.5 0 0 1 4 4",
  people:
    "M7.5 9.5a2.7 2.7 0 1 0 0-5.4 2.7 2.7 0 0 0 0 5.4M2.5 16c0-2.7 2-4.3 5-4.3s5 1.6 5 4.3M13 9.3a2.3 2.3 0 0 0 0-4.6M14.5 12c2 .4 3 1.9 3 4",
  trash: "M4 5.5h12M8 5.5V3.5h4v2M5.5 5.5l.7 11h7.6l.7-11",
  up: "M7 17.5H4.5v-8H7zM7 9.5l3-6.5c1.5 0 2.2 1 2 2.5l-.5 3h4c1 0 1.7.9 1.5 1.9l-1 5.5c-.2 1-.9 1.6-1.8 1.6H7",
  dn: "M7 2.5H4.5v8H7zM7 10.5l3 6.5c1.5 0 2.2-1 2-2.5l-.5-3h4c1 0 1.7-.9 1.5-1.9l-1-5.5c-.2-1-.9-1.6-1.8-1.6H7",
  pin: "M10 17.5s5.5-5 5.5-9.3a5.5 5.5 0 0 0-11 0c0 4.3 5.5 9.3 5.5 9.3M10 10.3a2 2 0 1 0 0-4 2 2 0 0 0 0 4",
  plug: "M7 2.5v4M13 2.5v4M5 6.5h10v3a5 5 0 0 1-10 0zM10 14.5v3",
  refresh: "M16 9a6 6 0 1 0-.8 4M16.5 4.5V9H12",
  external: "M8.5 5H4.5v10.5H15v-4M11.5 3.5h5v5M16.5 3.5 9.5 10.5",
};

const SVG = "http://www.w3.org/2000/svg";

export function icon(name, size = 18) {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  const attributes = {
    viewBox: "0 0 20 20",
    width: size,
    height: size,
    fill: "none",
    stroke: "currentColor",
    "stroke-width": 1.6,
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
    "aria-hidden": "true",
    class: "icon",
  };
  for (const [key, value] of Object.entries(attributes)) svg.setAttribute(key, value);
  path.setAttribute("d", PATHS[name] ?? PATHS.file);
  if (name === "more") svg.setAttribute("stroke-width", 2.4);
  svg.append(path);
  return svg;
}

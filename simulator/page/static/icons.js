// The page's icons as line drawings on a field of 24 by 24. Drawn for this page.

import { html } from "./vendor/htm-preact.module.js";

const PATHS = {
  "arrow-down": "M12 5v14M6 13l6 6 6-6",
  "arrow-left": "M19 12H5M11 6l-6 6 6 6",
  "arrow-right": "M5 12h14M13 6l6 6-6 6",
  attach:
    "M20 11.5l-8 8a5 5 0 0 1-7-7l8.5-8.5a3.3 3.3 0 0 1 4.7 4.7L9.8 17.1a1.7 1.7 0 0 1-2.4-2.4" +
    "L15 7.1",
  bell: "M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15zM10 20.5a2.2 2.2 0 0 0 4 0M12 5V3.5",
  block: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM6 6l12 12",
  book: "M4 5.5C7 4.3 10 4.5 12 6c2-1.5 5-1.7 8-.5v13c-3-1.2-6-1-8 .5-2-1.5-5-1.7-8-.5zM12 6v13",
  check: "M5 12.5l4.5 4.5L19 7.5",
  "chevron-left": "M14.5 6l-6 6 6 6",
  clock: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 7.5V12l3 2.5",
  close: "M6 6l12 12M18 6L6 18",
  code: "M8.5 7L4 12l4.5 5M15.5 7l4.5 5-4.5 5",
  copy: "M9 8.5h10.5V20H9zM15 8.5V4H4.5v11.5H9",
  edit: "M4.5 19.5l1-4.5L16 4.5l3.5 3.5L9 18.5zM13.5 7l3.5 3.5",
  external: "M13.5 4.5h6v6M19.5 4.5L11 13M17 14v5.5H4.5V7H10",
  file: "M6 3.5h8l4.5 4.5v12.5H6zM13.5 4v4.5H18",
  filter: "M4 5.5h16l-6.2 7.5v5l-3.6 1.5V13z",
  forward: "M13 5l7 7-7 7v-4.2c-4.5 0-7.3 1.2-9 4.2 0-6 3-9.5 9-10z",
  globe:
    "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM3.5 12h17M12 3.5" +
    "c-5 5-5 12 0 17 5-5 5-12 0-17z",
  info: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 11v5.5M12 7.5v.2",
  keyboard: "M3 6.5h18v11H3zM6.5 10h.2M10 10h.2M13.5 10h.2M17 10h.2M7.5 14h9",
  link:
    "M10 14a4 4 0 0 0 5.7 0l3.6-3.6a4 4 0 0 0-5.7-5.7L12 6.3M14 10a4 4 0 0 0-5.7 0l-3.6 3.6" +
    "a4 4 0 0 0 5.7 5.7l1.6-1.6",
  list: "M8.5 6H20M8.5 12H20M8.5 18H20M4.5 6h.2M4.5 12h.2M4.5 18h.2",
  lock: "M5.5 10.5h13V20h-13zM8.5 10.5V7.8a3.5 3.5 0 0 1 7 0v2.7",
  mail: "M3.5 5.5h17v13h-17zM4 6.5l8 6.5 8-6.5",
  menu: "M4 6.5h16M4 12h16M4 17.5h16",
  moon: "M19.8 14.5A8.3 8.3 0 0 1 9.5 4.2 8.3 8.3 0 1 0 19.8 14.5z",
  more: "M12 5.5v.2M12 12v.2M12 18.5v.2",
  pause: "M8.5 5v14M15.5 5v14",
  phone:
    "M6.5 3.5h3l1.5 4.5-2 1.7a11 11 0 0 0 5.3 5.3l1.7-2 4.5 1.5v3a2 2 0 0 1-2.2 2" +
    "A16.5 16.5 0 0 1 4.5 5.7a2 2 0 0 1 2-2.2z",
  pin: "M9 3.5h6l-.8 6 3.3 3.5h-11l3.3-3.5zM12 13v7.5",
  place:
    "M12 21c4.3-4.4 6.5-7.8 6.5-11a6.5 6.5 0 0 0-13 0c0 3.2 2.2 6.6 6.5 11zM12 7.5" +
    "a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z",
  play: "M7.5 4.5v15l12-7.5z",
  repeat: "M4.5 11V9.5a3 3 0 0 1 3-3H19M16 3.5l3 3-3 3M19.5 13v1.5a3 3 0 0 1-3 3H5M8 20.5l-3-3 3-3",
  reply: "M10 6L4 11.5 10 17v-3.5c4.5 0 7.5 1 10 4.5-.8-6-4.2-8.8-10-9z",
  search: "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.3 15.3L20 20",
  send: "M4 4.5l17 7.5-17 7.5 2.5-7.5zM6.5 12H13",
  skip: "M6 5l9 7-9 7zM18.5 5v14",
  slash: "M15.5 4.5l-7 15",
  sliders: "M5 4v7M5 15v5M12 4v3M12 11v9M19 4v9M19 17v3M3 13h4M10 9h4M17 15h4",
  sms: "M4 4.5h16v11.5H10.5L6 20v-4H4zM8 10.2h.2M12 10.2h.2M16 10.2h.2",
  sparkle: "M12 3.5l2 6.5 6.5 2-6.5 2-2 6.5-2-6.5-6.5-2 6.5-2z",
  sun:
    "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4" +
    "M17.3 17.3l1.4 1.4M18.7 5.3l-1.4 1.4M6.7 17.3l-1.4 1.4",
  system: "M3.5 5h17v11.5h-17zM9 20.5h6M12 16.5v4",
  trash: "M4.5 6.5h15M9 6.5V4h6v2.5M6.5 6.5l1 13.5h9l1-13.5M10.2 10.5v6M13.8 10.5v6",
  user: "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4.5 20.5c.5-4 3.2-6 7.5-6s7 2 7.5 6",
  "user-plus":
    "M10 4.5a3.8 3.8 0 1 0 0 7.6 3.8 3.8 0 0 0 0-7.6zM3 20c.5-3.7 3-5.5 7-5.5s6.5 1.8 7 5.5" +
    "M19 7.5v6M16 10.5h6",
  video: "M3.5 6.5h12v11h-12zM15.5 10.5l5-3v9l-5-3z",
  warning: "M12 4L2.8 19.5h18.4zM12 10v4.5M12 17v.2",
};

/** An icon by name, `size` in CSS pixels. It is silent: the button around it has the name. */
export function Icon({ name, size = 20 }) {
  return html`<svg
    class="icon"
    viewBox="0 0 24 24"
    width=${size}
    height=${size}
    aria-hidden="true"
    focusable="false"
  ><path d=${PATHS[name]} /></svg>`;
}

/** Orderbell's mark: a desk bell with the sound of one ring. */
export function Mark({ size = 28 }) {
  return html`<svg
    class="mark"
    viewBox="0 0 32 32"
    width=${size}
    height=${size}
    aria-hidden="true"
    focusable="false"
  >
    <path class="mark__bell" d="M5 22a11 11 0 0 1 22 0z" />
    <path class="mark__base" d="M3.5 25.5h25" />
    <path class="mark__ring" d="M16 10.5V8M10 4.5C13.5 2 18.5 2 22 4.5" />
  </svg>`;
}

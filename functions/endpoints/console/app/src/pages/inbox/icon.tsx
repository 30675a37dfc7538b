/** Drawn for a square of 16 units, in the colour of the text. */
const paths = {
  bell: "M8 2a4 4 0 0 0-4 4v3l-1.3 2.2h10.6L12 9V6a4 4 0 0 0-4-4ZM6.5 13.2a1.6 1.6 0 0 0 3 0",
  "bell-off": "M4 6.2V9l-1.3 2.2h8.6M5.2 3.2A4 4 0 0 1 12 6v3l.6 1M6.5 13.2a1.6 1.6 0 0 0 3 0M2 2l12 12",
  keys: "M2 4.5h12v7H2zM4.5 7h0M7 7h0M9.5 7h0M12 7h0M5 9.5h6",
  back: "M10 3 5 8l5 5",
  details: "M2.5 3h11v10h-11zM9.5 3v10",
  send: "M2.5 8 13.5 3 11 13.5 7.5 9.5zM7.5 9.5 13.5 3",
  reply: "M3 3.5h10v7H8l-3 2.5v-2.5H3z",
  note: "M3.5 2.5h9v11h-9zM5.5 5.5h5M5.5 8h5M5.5 10.5h3",
  clock: "M8 2.2a5.8 5.8 0 1 0 0 11.6A5.8 5.8 0 0 0 8 2.2M8 5v3.2l2 1.3",
  check: "m3 8.5 3.2 3.2L13 4.8",
  filter: "M2.5 4h11M4.5 8h7M6.5 12h3",
  file: "M4 2h5l3 3v9H4zM9 2v3h3",
  bot: "M3.5 6h9v7h-9zM8 6V3.5M6.2 9h0M9.8 9h0M6.5 11h3M1.5 8.5v2M14.5 8.5v2",
  transfer: "M2.5 5.5h10L10 3M13.5 10.5h-10L6 13",
  macro: "M9 2 4 9h4l-1 5 5-7H8z",
  clip: "M11.5 6.5 7 11a2 2 0 0 1-3-3l5-5a3 3 0 0 1 4.3 4.3L8 12.5",
} as const;

/** These point somewhere, so they turn with the page. */
const turned: ReadonlySet<IconName> = new Set(["back", "details", "reply", "send"]);

export type IconName = keyof typeof paths;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="icon" data-turned={turned.has(name) || undefined} viewBox="0 0 16 16" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}

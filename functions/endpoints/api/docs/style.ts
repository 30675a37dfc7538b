import { type Colour, colours } from "../../theme/tokens.ts";

/** Scalar's names of colours (github.com/scalar/scalar, documentation/themes.md), and which of ours they are. */
const names: Readonly<Record<string, Colour>> = {
  "background-1": "surface",
  "background-2": "page",
  "background-3": "accent-soft",
  "background-accent": "accent-soft",
  "border-color": "line",
  "color-1": "text",
  "color-2": "quiet",
  "color-3": "quiet",
  "color-accent": "accent",
  "color-green": "good",
  "color-orange": "warning",
  "color-yellow": "warning",
  "color-red": "bad",
  "color-blue": "accent",
  "color-purple": "accent",
  "button-1": "accent",
  "button-1-hover": "accent",
  "button-1-color": "on-accent",
};

/** The reference's style sheet beside Scalar's own. */
export const docsStyle = `:root { --scalar-font: system-ui, sans-serif; --scalar-font-code: ui-monospace, monospace; }
body { margin: 0; }
.light-mode { ${variables(0)} }
.dark-mode { ${variables(1)} }
`;

function variables(theme: 0 | 1): string {
  return Object.entries(names)
    .map(([name, colour]) => `--scalar-${name}: ${colours[colour][theme]};`)
    .join(" ");
}

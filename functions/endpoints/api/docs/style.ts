import { type Colour, colours, pageTokens } from "../../theme/tokens.ts";

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
${pageTokens}
body { margin: 0; background: var(--page); color: var(--text); font: 1rem/1.55 var(--font); }
.index { max-width: 60rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; overflow-wrap: anywhere; }
.index h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; }
.index ul { margin: 0; padding: 0; list-style: none; }
.index li { padding: .5rem 0; border-bottom: 1px solid var(--line); }
.index a { display: inline-block; color: var(--accent); }
.index button { min-height: 2.75rem; padding: .6rem 1.4rem; border: 0; border-radius: var(--radius); background: var(--accent); color: var(--on-accent); font: inherit; font-weight: 600; cursor: pointer; }
.light-mode { ${variables(0)} }
.dark-mode { ${variables(1)} }
`;

function variables(theme: 0 | 1): string {
  return Object.entries(names)
    .map(([name, colour]) => `--scalar-${name}: ${colours[colour][theme]};`)
    .join(" ");
}

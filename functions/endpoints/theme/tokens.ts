/**
 * Colours of everything that people see of the product, in the light and in the dark theme: the console, proposals, status
 * pages. Text of each colour is readable on `page`, `surface` and `raised` (tokens.test.ts). A demo adds its client's.
 */
export const colours = {
  page: ["#f6f7f7", "#101414"],
  surface: ["#ffffff", "#191f1f"],
  raised: ["#ffffff", "#202828"],
  text: ["#16201f", "#e7eceb"],
  quiet: ["#52605e", "#9dadaa"],
  line: ["#d9e0df", "#2f3938"],
  accent: ["#0f766e", "#2dd4bf"],
  "accent-soft": ["#e0f2ef", "#14332f"],
  "on-accent": ["#ffffff", "#06201d"],
  good: ["#166534", "#86efac"],
  "good-soft": ["#e3f5e8", "#12301d"],
  warning: ["#854d0e", "#fcd34d"],
  "warning-soft": ["#fdf3d3", "#3a2e10"],
  bad: ["#a8281f", "#f3a49d"],
  unknown: ["#aab2bf", "#4b5563"],
  "bad-soft": ["#fdecea", "#3d1a18"],
} as const satisfies Readonly<Record<string, readonly [light: string, dark: string]>>;

export type Colour = keyof typeof colours;

const shapes = `--radius: 0.6rem; --gap: 1rem; --font: system-ui, "Noto Sans", "Console Devanagari", "Noto Sans Devanagari", "Console Arabic", "Noto Naskh Arabic", sans-serif;`;

/** For the console: an attribute may choose the theme, so each variable holds both colours. */
export function consoleTokens(): string {
  const both = Object.entries(colours).map(([name, [light, dark]]) => `--${name}: light-dark(${light}, ${dark});`);
  return `:root { color-scheme: light dark; ${both.join(" ")} ${shapes} }\n`;
}

/** For pages of customers and clients: their browsers may be too old for `light-dark()`. */
export const pageTokens = `:root { color-scheme: light dark; ${variablesOf(0)} ${shapes} }
@media (prefers-color-scheme: dark) { :root { ${variablesOf(1)} } }`;

function variablesOf(theme: 0 | 1): string {
  return Object.entries(colours)
    .map(([name, pair]) => `--${name}: ${pair[theme]};`)
    .join(" ");
}

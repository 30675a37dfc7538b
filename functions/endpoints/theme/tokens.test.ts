import { readFileSync } from "node:fs";
import { join } from "node:path";
import { wcagContrast } from "culori";
import { projectRoot } from "../../../shared/project-root.ts";
import { style as proposalStyle } from "../proposals/style.ts";
import { style as statusStyle } from "../status/style.ts";
import { colours, consoleTokens, lightTokens, pageTokens } from "./tokens.ts";

type Colour = keyof typeof colours;

/** What WCAG 2.2 AA asks of texts. */
const leastContrast = 4.5;
const grounds = ["page", "surface", "raised"] as const;
const inks = ["text", "quiet", "accent", "good", "warning", "bad"] as const;
const pairs: readonly (readonly [ink: Colour, ground: Colour])[] = [
  ...inks.flatMap((ink) => grounds.map((ground) => [ink, ground] as const)),
  ...(["good", "warning", "bad"] as const).map((ink) => [ink, `${ink}-soft`] as const),
  ...(["text", "accent"] as const).map((ink) => [ink, "accent-soft"] as const),
  ["on-accent", "accent"],
];

it.each(["light", "dark"])("texts are readable in the %s theme", (theme) => {
  const of = (name: Colour) => colours[name][theme === "light" ? 0 : 1];
  const weak = pairs.filter(([ink, ground]) => wcagContrast(of(ink), of(ground)) < leastContrast);
  expect(weak).toEqual([]);
});

it("every theme has every colour", () => {
  for (const [name, [light, dark]] of Object.entries(colours)) {
    expect(consoleTokens()).toContain(`--${name}: light-dark(${light}, ${dark});`);
    const [first = "", second = ""] = pageTokens.split("@media");
    expect([first.includes(`--${name}: ${light};`), second.includes(`--${name}: ${dark};`)]).toEqual([true, true]);
    expect(lightTokens).toContain(`--${name}: ${light};`);
  }
});

describe("pages take their colours from the tokens", () => {
  const read = (path: string) => readFileSync(join(projectRoot, "functions/endpoints", path), "utf8");
  const base = read("console/app/src/styles/base.css");

  it.each([
    ["console", consoleTokens() + base, base],
    ["proposal", proposalStyle, proposalStyle.replace(pageTokens, "")],
    ["status", statusStyle, statusStyle.replace(pageTokens, "")],
    ["demo", lightTokens + read("demos/web/demo.css"), ""],
  ])("%s", (_page, whole, own) => {
    const declared = new Set(Array.from(whole.matchAll(/(--[\w-]+):/g), ([, name]) => name));
    const used = Array.from(whole.matchAll(/var\((--[\w-]+)\)/g), ([, name]) => name);
    expect(used.filter((name) => !declared.has(name))).toEqual([]);
    const colour = Object.keys(colours).join("|");
    expect(own).not.toMatch(new RegExp(`--(${colour}):`));
  });
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { wcagContrast } from "culori";
import { projectRoot } from "../../../shared/project-root.ts";
import { reportStyle } from "../../hosts/cli/pricing/report-style.ts";
import { reportStyle as scenarioStyle } from "../../hosts/simulation/report/html-style.ts";
import { style as proposalStyle } from "../proposals/style.ts";
import { style as statusStyle } from "../status/style.ts";
import { pageLook } from "./page-look.ts";
import { type Colour, colours, consoleTokens, pageTokens } from "./tokens.ts";

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
  }
});

describe("pages take their colours from the tokens", () => {
  const read = (path: string) => readFileSync(join(projectRoot, "functions/endpoints", path), "utf8");
  const base = read("console/app/src/styles/base.css");

  const chat = ["base", "layout", "conversation"].map((name) => read(`console/web/${name}.css`)).join("\n");

  it.each([
    ["console", consoleTokens() + base, base],
    ["proposal", proposalStyle, proposalStyle.replace(pageTokens, "")],
    ["status", statusStyle, statusStyle.replace(pageTokens, "")],
    ["demo", pageLook + read("demos/web/demo.css"), read("demos/web/demo.css")],
    ["report of a pricing", reportStyle, reportStyle.replace(pageTokens, "")],
    ["report of scenarios", scenarioStyle, scenarioStyle.replace(pageTokens, "")],
    ["chat", consoleTokens() + chat, chat],
  ])("%s", (_page, whole, own) => {
    // The report of scenarios sets its share in the markup.
    const declared = new Set(Array.from(`${whole} --share:`.matchAll(/(--[\w-]+):/g), ([, name]) => name));
    const used = Array.from(whole.matchAll(/var\((--[\w-]+)\)/g), ([, name]) => name);
    expect(used.filter((name) => !declared.has(name))).toEqual([]);
    const colour = Object.keys(colours).join("|");
    expect(own).not.toMatch(new RegExp(`--(${colour}):`));
  });

  it("widget, whose script cannot read them", () => {
    const [light = "", dark = ""] = read("widget/web/style.js").split("@media (prefers-color-scheme: dark)");
    for (const name of ["page", "surface", "text", "quiet", "line", "good", "warning", "bad"] as const) {
      expect(light).toContain(`--${name}: ${colours[name][0]};`);
      expect(dark).toContain(`--${name}: ${colours[name][1]};`);
    }
    expect(light).toContain(`--agent-chat-accent, ${colours.accent[0]})`);
  });
});

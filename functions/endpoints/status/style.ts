import { createHash } from "node:crypto";
import { pageTokens } from "../theme/tokens.ts";

/** The page's only style sheet. It stands in the page, and the content policy allows exactly it. */
export const style = `
${pageTokens}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 1rem/1.55 var(--font); }
main { max-width: 50rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
header { display: flex; flex-wrap: wrap; gap: .5rem 1rem; justify-content: space-between; align-items: baseline; }
h1 { font-size: 1.8rem; line-height: 1.25; margin: 0; }
h2 { font-size: 1.2rem; margin: 0 0 .75rem; }
h3 { font-size: 1rem; margin: 0; }
a { color: var(--accent); }
section, .overall { background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius); padding: 1.25rem; margin: 1rem 0; }
.overall { border-inline-start: .4rem solid var(--good); font-size: 1.15rem; font-weight: 600; }
.overall.down { border-inline-start-color: var(--bad); } .overall.maintenance { border-inline-start-color: var(--warning); } .overall.unknown { border-inline-start-color: var(--unknown); }
.channel { padding: .6rem 0; border-bottom: 1px solid var(--line); } .channel:last-child { border: 0; }
.line { display: flex; justify-content: space-between; gap: 1rem; }
.up { color: var(--good); } .down { color: var(--bad); } .maintenance { color: var(--warning); } .unknown { color: var(--quiet); }
.overall.up, .overall.down, .overall.maintenance, .overall.unknown { color: var(--text); }
svg { display: block; width: 100%; height: 2rem; margin-top: .4rem; }
rect.d0 { fill: var(--unknown); } rect.d1 { fill: var(--good); } rect.d2 { fill: var(--warning); } rect.d3 { fill: var(--bad); }
.soft, time { color: var(--quiet); font-size: .92rem; }
ul { list-style: none; margin: 0; padding: 0; } li { padding: .5rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; } li:last-child { border: 0; }
li li { border: 0; padding: .2rem 0 0; padding-inline-start: 1rem; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
`;

export const styleHash = `'sha256-${createHash("sha256").update(style).digest("base64")}'`;

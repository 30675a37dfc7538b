import { createHash } from "node:crypto";
import { pageTokens } from "../theme/tokens.ts";

/** The page's only style sheet. It stands in the page, and the content policy allows exactly it. */
export const style = `
${pageTokens}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 1rem/1.55 var(--font); }
main { max-width: 50rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
header p { color: var(--quiet); margin: 0; }
h1 { font-size: 1.9rem; line-height: 1.25; margin: .25rem 0 1rem; }
h2 { font-size: 1.2rem; margin: 0 0 .75rem; }
section, .notice { background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius); padding: 1.25rem; margin: 1rem 0; }
.notice { border-inline-start: .4rem solid var(--good); font-weight: 600; }
.notice.over { border-inline-start-color: var(--bad); }
.figure { font-size: 2rem; font-weight: 700; margin: 0; }
dl { display: grid; grid-template-columns: minmax(10rem, max-content) 1fr; gap: .4rem 1.25rem; margin: 1rem 0 0; }
dt { color: var(--quiet); } dd { margin: 0; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { padding: .5rem .4rem; border-bottom: 1px solid var(--line); text-align: start; font-variant-numeric: tabular-nums; }
th:not(:first-child), td:not(:first-child) { text-align: end; white-space: nowrap; }
tr.total th, tr.total td { font-weight: 700; border-bottom: 0; font-size: 1.1rem; }
tbody th { font-weight: 400; }
label { display: block; margin: .75rem 0 .25rem; }
input[type=text] { width: 100%; font: inherit; padding: .6rem .75rem; border: 1px solid var(--quiet); border-radius: var(--radius); background: var(--surface); color: inherit; }
.tick { display: flex; gap: .6rem; align-items: start; }
.tick input { width: 1.25rem; height: 1.25rem; margin: .15rem 0 0; }
button, .button { display: inline-block; font: inherit; font-weight: 600; padding: .65rem 1.4rem; border: 0; border-radius: var(--radius); background: var(--accent); color: var(--on-accent); text-decoration: none; cursor: pointer; margin-top: 1rem; }
.button.plain { background: none; color: var(--accent); border: 1px solid var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.hash { color: var(--quiet); font-size: .85rem; overflow-wrap: anywhere; }
.error { color: var(--bad); font-weight: 600; }
@media (max-width: 36rem) { dl { grid-template-columns: 1fr; } dd { margin-bottom: .5rem; } }
@media print { body { background: #fff; } form, .button { display: none; } }
`;

export const styleHash = `'sha256-${createHash("sha256").update(style).digest("base64")}'`;

import { createHash } from "node:crypto";
import { pageTokens } from "./tokens.ts";

/**
 * The look of every page that customers and clients open: proposals, status, demos, the widget's example. Places and edges are
 * logical, so a page in Urdu is mirrored.
 */
export const pageLook = `${pageTokens}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 1rem/1.55 var(--font); overflow-wrap: break-word; }
main { max-width: 50rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h1 { font-size: 1.8rem; line-height: 1.25; margin: 0; }
h2 { font-size: 1.2rem; margin: 0 0 .75rem; }
h3 { font-size: 1rem; margin: 0; }
a { color: var(--accent); }
section, .notice, pre { background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius); padding: 1.25rem; margin: 1rem 0; }
pre { overflow-wrap: anywhere; white-space: pre-wrap; }
.notice { border-inline-start: .4rem solid var(--good); font-size: 1.15rem; font-weight: 600; }
.notice.bad { border-inline-start-color: var(--bad); } .notice.warning { border-inline-start-color: var(--warning); } .notice.unknown { border-inline-start-color: var(--unknown); }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { padding: .5rem .4rem; border-bottom: 1px solid var(--line); text-align: start; font-variant-numeric: tabular-nums; }
label { display: block; margin: .75rem 0 .25rem; }
input:is([type=text], [type=password]) { width: 100%; min-height: 2.75rem; font: inherit; padding: .6rem .75rem; border: 1px solid var(--quiet); border-radius: var(--radius); background: var(--surface); color: inherit; }
button, .button { display: inline-block; min-height: 2.75rem; font: inherit; font-weight: 600; padding: .6rem 1.4rem; border: 1px solid transparent; border-radius: var(--radius); background: var(--accent); color: var(--on-accent); text-decoration: none; cursor: pointer; margin-top: 1rem; }
.button.plain { background: none; color: var(--accent); border-color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
time { unicode-bidi: isolate; }
.quiet, time { color: var(--quiet); font-size: .92rem; }
.error { color: var(--bad); font-weight: 600; }
@media print { body { background: #fff; } form, .button { display: none; } }
`;

/** What a content policy needs to allow exactly this style sheet, which stands in the page. */
export function hashOf(style: string): string {
  return `'sha256-${createHash("sha256").update(style).digest("base64")}'`;
}

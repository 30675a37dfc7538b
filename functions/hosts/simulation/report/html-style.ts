import { pageTokens } from "../../../endpoints/theme/tokens.ts";

/** The report's styles for light and dark mode, wide and narrow screens. */
export const reportStyle = `
${pageTokens}
:root { --them: var(--page); --us: var(--accent-soft); }
* { box-sizing: border-box; }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--text); background: var(--page); margin: 0 auto; max-width: 60rem;
  padding: 2rem 1rem 4rem; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0; }
h2 { font-size: 1rem; margin: 2rem 0 .6rem; }
h2 small { color: var(--quiet); font-weight: 400; }
small, time, .zone, header p { color: var(--quiet); font-size: .8rem; font-weight: 400; }
header p { margin: 0 0 .8rem; }
header label { cursor: pointer; font-size: .85rem; }
.bar { height: 6px; border-radius: 3px; margin: .8rem 0 .5rem;
  background: linear-gradient(to right, var(--good) var(--share), var(--bad) var(--share)); }
section > details { background: var(--surface); border: 1px solid var(--line); border-radius: 10px; margin: .4rem 0; }
section > details.failed { border-color: var(--bad); }
section > details > :not(summary) { margin-inline: 1rem; }
summary { cursor: pointer; list-style: none; }
summary::-webkit-details-marker { display: none; }
section > details > summary { display: flex; align-items: baseline; gap: .25rem 1rem; padding: .6rem 1rem; }
section > details > summary span { flex: 1; font-weight: 500; padding-inline-start: 1.4rem; text-indent: -1.4rem; }
section > details > summary span::before { content: "✓"; color: var(--good); display: inline-block; width: 1.4rem; text-indent: 0; }
section > details.failed > summary span::before { content: "✗"; color: var(--bad); }
section > details > summary small { text-align: end; max-width: 45%; }
section > details[open] > summary { border-bottom: 1px solid var(--line); }
.about { color: var(--quiet); margin-block: .8rem 0; }
.why { background: var(--bad-soft); border-inline-start: 3px solid var(--bad); border-radius: 4px; padding: .7rem .9rem; margin-block: 1rem; }
.why > code { font-weight: 600; }
.why summary { color: var(--quiet); font-size: .85rem; text-decoration: underline; }
code, pre, .aside p { font: .8rem/1.5 ui-monospace, "Cascadia Mono", Menlo, "DejaVu Sans Mono", monospace; }
pre { white-space: pre-wrap; margin: .4rem 0 0; }
ol { list-style: none; margin-block: .9rem; padding: 0; }
li { display: grid; grid-template-columns: 5.2rem 1fr; gap: .8rem; margin: .3rem 0; }
li time { font-variant-numeric: tabular-nums; text-align: end; padding-top: .15rem; }
li p { margin: 0; white-space: pre-wrap; min-width: 0; }
li div { border-radius: 12px; padding: .4rem .8rem .5rem; max-width: 85%; min-width: 0; }
li b { font-size: .75rem; font-weight: 600; text-transform: capitalize; }
.customer div { background: var(--them); justify-self: start; border-end-start-radius: 3px; }
.agent div { background: var(--us); justify-self: end; border-end-end-radius: 3px; }
.aside { margin: 0; }
.aside + .customer, .aside + .agent, li:not(.aside) + .aside { margin-top: .5rem; }
.aside p { color: var(--quiet); border-inline-start: 2px solid var(--line); padding: .1rem .7rem; }
.aside b { text-transform: none; }
.check.good p::before { content: "✓ "; color: var(--good); }
.check.bad p { color: var(--bad); border-color: var(--bad); font-weight: 600; }
.check.bad p::before { content: "✗ "; }
.gap { display: block; margin: .9rem 0 .7rem; text-align: center; border-top: 1px dashed var(--line); height: 0; }
.gap span { position: relative; top: -.75rem; background: var(--surface); padding: 0 .7rem; font-size: .75rem; color: var(--quiet); }
.zone { margin-block: 0 .8rem; text-align: end; }
body:has(#brief:checked) .aside:not(.bad) { display: none; }
@media (max-width: 40rem) {
  body { padding-top: 1rem; font-size: 14px; }
  section > details > summary { flex-direction: column; align-items: stretch; }
  section > details > summary small { text-align: start; max-width: none; padding-inline-start: 1.4rem; }
  section > details > :not(summary) { margin-inline: .7rem; }
  li { grid-template-columns: 1fr; gap: 0; } li time { text-align: start; } li time:empty { display: none; } li div { max-width: 94%; }
}
@media print { body { background: none; } header label { display: none; } }
`;

/** What the report looks like, light and dark. */
export const reportStyle = `
:root { color-scheme: light dark; --line: #8883; --good: #1a7f4b; --bad: #c0362c; --soft: #8881; }
@media (prefers-color-scheme: dark) { :root { --good: #57c78b; --bad: #ff7b72; } }
* { box-sizing: border-box; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 56rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.4rem; margin: 0; }
header { border-left: 4px solid; padding-left: .8rem; margin-bottom: 1.5rem; }
header p { margin: 0; opacity: .7; }
header.passed { border-color: var(--good); } header.failed { border-color: var(--bad); }
details { border: 1px solid var(--line); border-radius: 8px; margin: .5rem 0; padding: 0 1rem; }
summary { cursor: pointer; padding: .6rem 0; font-weight: 600; }
summary::before { content: "✓ "; color: var(--good); } .failed > summary::before { content: "✗ "; color: var(--bad); }
summary::marker { content: ""; }
summary small { display: block; font-weight: 400; opacity: .65; padding-left: 1.1rem; }
ol { list-style: none; margin: 0 0 1rem; padding: 0; }
li { display: grid; grid-template-columns: 7.5rem 1fr; gap: .5rem; margin: .25rem 0; }
time { font-variant-numeric: tabular-nums; font-size: .8rem; opacity: .6; padding-top: .35rem; text-align: right; }
li div { border-radius: 10px; padding: .35rem .7rem; max-width: 42rem; justify-self: start; min-width: 0; }
li b { font-size: .75rem; font-weight: 600; opacity: .7; margin-right: .5rem; }
li small { font-size: .75rem; opacity: .6; }
li p { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
.customer div { background: #2d7ff922; }
.agent div { background: #1a7f4b22; justify-self: end; }
.operator div { background: #a855f722; justify-self: end; }
.tool div, .event div, .clock div, .outside div { font-size: .85rem; border-left: 2px solid var(--line); border-radius: 0; padding-block: 0; }
.check div { background: #c0362c22; }
.failure { border-left: 3px solid var(--bad); padding-left: .8rem; margin-bottom: 1rem; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font-size: .82rem; background: var(--soft); padding: .6rem; border-radius: 6px; }
@media (max-width: 36rem) { li { grid-template-columns: 1fr; } time { text-align: left; } .agent div { justify-self: start; } }
`;

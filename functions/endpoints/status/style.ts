import { createHash } from "node:crypto";

/** The page's only style sheet. It stands in the page, and the content policy allows exactly it. */
export const style = `
:root { color-scheme: light dark; --ink: #1d2430; --soft: #566072; --line: #d5dae2; --back: #f5f6f8; --card: #fff; --strong: #1c5d99; --good: #1b6b3a; --bad: #a12622; --warn: #8a5a00; --none: #aab2bf; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8ebf0; --soft: #a7b0bf; --line: #3a4250; --back: #14181f; --card: #1d232c; --strong: #7fb8ea; --good: #6fcf97; --bad: #f2a19c; --warn: #e3b341; --none: #4b5563; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--ink); font: 1rem/1.55 "Noto Sans", "Noto Sans Devanagari", system-ui, sans-serif; }
main { max-width: 50rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
header { display: flex; flex-wrap: wrap; gap: .5rem 1rem; justify-content: space-between; align-items: baseline; }
h1 { font-size: 1.8rem; line-height: 1.25; margin: 0; }
h2 { font-size: 1.2rem; margin: 0 0 .75rem; }
h3 { font-size: 1rem; margin: 0; }
a { color: var(--strong); }
section, .overall { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: 1.25rem; margin: 1rem 0; }
.overall { border-inline-start: .4rem solid var(--good); font-size: 1.15rem; font-weight: 600; }
.overall.down { border-inline-start-color: var(--bad); } .overall.maintenance { border-inline-start-color: var(--warn); } .overall.unknown { border-inline-start-color: var(--none); }
.channel { padding: .6rem 0; border-bottom: 1px solid var(--line); } .channel:last-child { border: 0; }
.line { display: flex; justify-content: space-between; gap: 1rem; }
.up { color: var(--good); } .down { color: var(--bad); } .maintenance { color: var(--warn); } .unknown { color: var(--soft); }
.overall.up, .overall.down, .overall.maintenance, .overall.unknown { color: var(--ink); }
svg { display: block; width: 100%; height: 2rem; margin-top: .4rem; }
rect.d0 { fill: var(--none); } rect.d1 { fill: var(--good); } rect.d2 { fill: var(--warn); } rect.d3 { fill: var(--bad); }
.soft, time { color: var(--soft); font-size: .92rem; }
ul { list-style: none; margin: 0; padding: 0; } li { padding: .5rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; } li:last-child { border: 0; }
li li { border: 0; padding: .2rem 0 0 1rem; }
:focus-visible { outline: 3px solid var(--strong); outline-offset: 2px; }
`;

export const styleHash = `'sha256-${createHash("sha256").update(style).digest("base64")}'`;

import { pageLetters } from "../theme/page-letters.ts";
import { hashOf, pageLook } from "../theme/page-look.ts";

/** The page's only style sheet. It stands in the page, and the content policy allows exactly it. */
export const style = `${pageLook}${pageLetters}header { display: flex; flex-wrap: wrap; gap: .5rem 1rem; justify-content: space-between; align-items: baseline; }
.languages { display: flex; gap: 1rem; margin: 0; }
.channel { padding: .6rem 0; border-bottom: 1px solid var(--line); } .channel:last-child { border: 0; }
.line { display: flex; justify-content: space-between; gap: 1rem; }
.up { color: var(--good); } .down { color: var(--bad); } .maintenance { color: var(--warning); } .unknown { color: var(--quiet); }
.notice.unknown { color: var(--text); }
svg { display: block; width: 100%; height: 2rem; margin-top: .4rem; }
[dir=rtl] svg { transform: scaleX(-1); }
rect.d0 { fill: var(--unknown); } rect.d1 { fill: var(--good); } rect.d2 { fill: var(--warning); } rect.d3 { fill: var(--bad); }
ul { list-style: none; margin: 0; padding: 0; } li { padding: .5rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; } li:last-child { border: 0; }
li li { border: 0; padding: .2rem 0 0; padding-inline-start: 1rem; }
`;

export const styleHash = hashOf(style);

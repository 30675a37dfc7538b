import { pageLetters } from "../theme/page-letters.ts";
import { hashOf, pageLook } from "../theme/page-look.ts";

/** The page's only style sheet. It stands in the page, and the content policy allows exactly it. */
export const style = `${pageLook}${pageLetters}header p { color: var(--quiet); margin: 0; }
h1 { margin: .25rem 0 1rem; }
.figure { font-size: 2rem; font-weight: 700; margin: 0; }
dl { display: grid; grid-template-columns: minmax(10rem, max-content) 1fr; gap: .4rem 1.25rem; margin: 1rem 0 0; }
dt { color: var(--quiet); } dd { margin: 0; }
th:not(:first-child), td:not(:first-child) { text-align: end; white-space: nowrap; }
tr.total th, tr.total td { font-weight: 700; border-bottom: 0; font-size: 1.1rem; }
tbody th { font-weight: 400; }
th:first-child { min-width: 8rem; }
.tick { display: flex; gap: .6rem; align-items: start; }
.tick input { width: 1.25rem; height: 1.25rem; margin: .15rem 0 0; }
.hash { color: var(--quiet); font-size: .85rem; overflow-wrap: anywhere; }
@media (max-width: 36rem) { dl { grid-template-columns: 1fr; } dd { margin-bottom: .5rem; } }
`;

export const styleHash = hashOf(style);

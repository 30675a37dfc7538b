import { pageLook } from "../../../endpoints/theme/page-look.ts";

/** The style of a pricing's page, which is a file of its own. */
export const reportStyle = `${pageLook}
:root { --chart: var(--accent); }
main { max-width: 62rem; } h2 { margin-top: 2rem; } p { margin: .4rem 0; }
svg { display: block; width: 100%; height: auto; }
table { font-size: .95rem; }
td { text-align: end; } td:last-child { overflow-wrap: anywhere; } th[scope=col]:not(:first-child) { text-align: end; } tbody th { font-weight: 400; }
`;

import { addressTraps } from "./address-traps.ts";
import { loopTraps } from "./loop-traps.ts";
import { markupTraps } from "./markup-traps.ts";
import { robotsTraps } from "./robots-traps.ts";
import { sitemapTraps } from "./sitemap-traps.ts";
import { sizeTraps } from "./size-traps.ts";
import { textTraps } from "./text-traps.ts";
import type { Trap } from "./trap.ts";

export const allTraps: readonly Trap[] = [
  ...robotsTraps,
  ...sitemapTraps,
  ...addressTraps,
  ...sizeTraps,
  ...loopTraps,
  ...textTraps,
  ...markupTraps,
];

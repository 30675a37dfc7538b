import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { FunctionProcess } from "./function-process.ts";

/** The npm packages that a process has loaded, from the bundle in `source` and from node_modules. */
export function packagesIn(process: FunctionProcess, source: string): ReadonlySet<string> {
  const contents = JSON.parse(readFileSync(join(source, "contents.json"), "utf8")) as Record<string, readonly string[]>;
  return new Set(
    process.loaded().flatMap((url) => {
      if (url.includes(`/${basename(source)}/chunks/`)) return contents[`chunks/${basename(url)}`] ?? [];
      return /node_modules\/((?:@[^/]+\/)?[^/]+)(?!.*node_modules)/.exec(url)?.[1] ?? [];
    }),
  );
}

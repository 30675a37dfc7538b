import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../shared/project-root.ts";

test("texts are normalised by `normalized` only, which bounds their marks first", () => {
  const files = globSync("{functions,shared}/**/*.{ts,js}", { cwd: projectRoot });
  const others = files
    .filter((file) => !file.endsWith(".test.ts") && file !== "shared/schema/bounded-text.ts")
    .filter((file) => /\.normalize\((?!\))/.test(readFileSync(join(projectRoot, file), "utf8")));
  expect(files.length).toBeGreaterThan(500);
  expect(others).toEqual([]);
});

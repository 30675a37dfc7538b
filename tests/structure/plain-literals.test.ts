import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../shared/project-root.ts";

/** In halves, so that this file does not find itself. */
const spread = `...${"{"}`;

it("properties are written as such: no literal is spread into another, nor into an element", () => {
  const sources = globSync("{functions,shared,emulators,tests,voice-runner,config}/**/*.{ts,tsx}", {
    cwd: projectRoot,
  });
  expect(sources.length).toBeGreaterThan(1_000);
  const found = sources.filter((file) => readFileSync(join(projectRoot, file), "utf8").includes(spread));
  expect(found).toEqual([]);
});

import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../../shared/project-root.ts";
import { engines } from "../../index.ts";
import { storedCollections } from "./collections.ts";

/**
 * Matches a collection's definition, `const some: Collection<T> = { name: "…"` or `ownedDocument<T>({ name: "…"`, or
 * the definition of the read model that its owner takes the name from.
 */
const definition =
  /(?:: Collection<[^=]*> = \{|\bownedDocument<[^(]*>\(\{|\breadModel(?:<[^(]*>)?\(\{)\s*name: "([^"]+)"/g;

/** Restoring writes its marker as a raw record. The access check reads a document that never exists. */
const unlisted = ["restores", "probes"];

function definedInSources(): readonly string[] {
  const files = globSync("{functions,shared}/**/*.ts", { cwd: projectRoot }).filter(
    (file) => !/\.test\.ts$|fixture|\/testing\//.test(file),
  );
  const texts = files.map((file) => readFileSync(join(projectRoot, file), "utf8"));
  return [...new Set(texts.flatMap((text) => [...text.matchAll(definition)].map(([, name = ""]) => name)))].sort();
}

describe("the list of collections", () => {
  it("contains exactly the collections that the sources define", async () => {
    const listed = (await storedCollections(engines)).map(({ name }) => name);
    expect(definedInSources()).toEqual([...listed, ...unlisted].sort());
  });

  it("contains each once", async () => {
    const listed = (await storedCollections(engines)).map(({ name }) => name);
    expect(listed).toEqual([...new Set(listed)]);
  });
});

import { globSync, readFileSync } from "node:fs";

/** How the product writes a collection or a read model: its name, then the schema of what is stored. */
const definition = /\bname: "([a-z-]+)",\n\s*(?:schema|state)\b/g;
const isTest = /\.test\.ts$|fixtures?\.ts$/;

const definitions = globSync(["functions/**/*.ts", "shared/**/*.ts"])
  .filter((file) => !isTest.test(file))
  .flatMap((file) => [...readFileSync(file, "utf8").matchAll(definition)].map(([, name = ""]) => ({ file, name })));
const contracts = definitions.filter(({ file }) => file.startsWith("shared/contracts/"));
const others = definitions.filter(({ file }) => !file.startsWith("shared/contracts/"));

describe("a stored collection", () => {
  it("has one schema: whoever else reads it uses a read model of shared/contracts", () => {
    const byName = Map.groupBy(others, ({ name }) => name);
    expect([...byName.values()].filter((places) => places.length > 1)).toEqual([]);
  });

  it("takes its name from its read model where it has one", () => {
    const published = contracts.map(({ name }) => name);
    expect([...new Set(published)].sort()).toEqual(["conversations", "offers", "survey-answers", "turns"]);
    expect(others.filter(({ name }) => published.includes(name))).toEqual([]);
  });

  it("is found by how the product writes collections", () => {
    const found = others.map(({ name }) => name);
    expect(found).toEqual(expect.arrayContaining(["campaigns", "customers", "payments", "api-keys", "tickets"]));
  });
});

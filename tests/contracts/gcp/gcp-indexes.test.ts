import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { storedCollections } from "../../../functions/hosts/build/collections.ts";
import { firestoreIndexes } from "../../../functions/hosts/build/firestore-indexes.ts";
import { engines } from "../../../functions/index.ts";
import { projectRoot } from "../../../shared/project-root.ts";
import { ownedDocument } from "../../../shared/runtime/owned-document.ts";

/**
 * Firestore requires indexes but its emulator does not. firestore.indexes.json must contain all that collections
 * declare.
 */
describe("firestore.indexes.json", () => {
  test("matches the collections' declarations", async () => {
    const file = JSON.parse(readFileSync(join(projectRoot, "firestore.indexes.json"), "utf8"));
    expect(file).toEqual(firestoreIndexes(await storedCollections(engines)));
  });

  test("omits no collection that the source names", async () => {
    const known = (await storedCollections(engines)).map(({ name }) => name);
    const declared = globSync("{shared,functions}/**/*.ts", { cwd: projectRoot })
      .filter((path) => !/\.(test|fixture)\.ts$|-fixture\.ts$/.test(path))
      .flatMap((path) => [
        ...readFileSync(join(projectRoot, path), "utf8").matchAll(
          /(?:: Collection<[^=]*> = |ownedDocument<[^(]*>\()\{\s*name: "([a-z-]+)"/g,
        ),
      ])
      .map(([, name]) => name);
    expect(declared.length).toBeGreaterThan(20);
    expect(notStored.filter((name) => !declared.includes(name))).toEqual([]);
    expect(declared.filter((name) => name && !known.includes(name) && !notStored.includes(name))).toEqual([]);
  });

  test("has one index per query direction, and none where Firestore joins single-field indexes", () => {
    const indexes = [["at"], ["kind", "owner.id"], ["kind", "at asc"], ["kind", "at desc"]];
    const { name, indexes: all } = ownedDocument({
      name: "things",
      state: z.object({}),
      indexes,
      confidential: true,
      personal: "nothing",
    }).collection;
    const collection = { name, indexes: all, owned: true, expires: false };
    const fields = (order: string) => [
      { fieldPath: "indexed.state.kind", order: "ASCENDING" },
      { fieldPath: "indexed.state.at", order },
    ];
    expect(firestoreIndexes([collection])).toMatchObject({
      indexes: [
        { collectionGroup: "things", queryScope: "COLLECTION", fields: fields("ASCENDING") },
        { collectionGroup: "things", queryScope: "COLLECTION", fields: fields("DESCENDING") },
      ],
      fieldOverrides: [
        { fieldPath: "json", indexes: [] },
        { fieldPath: "revision", indexes: [] },
        {
          fieldPath: "indexed.outboxAt",
          indexes: [{ queryScope: "COLLECTION" }, { queryScope: "COLLECTION_GROUP" }],
        },
      ],
    });
  });

  test("enables Firestore's deletion of expired documents", () => {
    const made = firestoreIndexes([{ name: "keys", indexes: [], owned: false, expires: true }]);
    expect(made).toMatchObject({
      fieldOverrides: expect.arrayContaining([
        { collectionGroup: "keys", fieldPath: "expiresAt", indexes: [], ttl: true },
      ]),
    });
  });
});

/** One is only read. The other exists only while a tenant is being restored. */
const notStored = ["probes", "restores"];

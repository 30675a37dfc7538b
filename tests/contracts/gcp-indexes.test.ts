import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cannedReplies } from "../../functions/conversation/handoff/canned-routes.ts";
import { handoffLog } from "../../functions/conversation/handoff/log.ts";
import { engines } from "../../functions/index.ts";
import { configVersionDocuments } from "../../shared/config/version-documents.ts";
import type { Collection } from "../../shared/platform/documents.ts";
import { deadLetterDocuments } from "../../shared/platform/gcp/dead-letters.ts";
import { indexedPath } from "../../shared/platform/gcp/document-fields.ts";
import { projectRoot } from "../../shared/project-root.ts";
import { apiKeysCollection } from "../../shared/security/api-keys.ts";
import { tableRows } from "../../shared/tools/tables.ts";
import { tickets } from "../../shared/tools/tickets.ts";

interface IndexFile {
  readonly indexes: readonly {
    readonly collectionGroup: string;
    readonly fields: readonly { readonly fieldPath: string }[];
  }[];
  readonly fieldOverrides: readonly {
    readonly collectionGroup: string;
    readonly fieldPath: string;
    readonly indexes: readonly { readonly order?: string; readonly queryScope: string }[];
  }[];
}

/** The emulator asks for no index, Firestore does: what collections declare must be in firestore.indexes.json. */
describe("firestore.indexes.json", () => {
  const file = JSON.parse(readFileSync(join(projectRoot, "firestore.indexes.json"), "utf8")) as IndexFile;
  const owned = async () => (await Promise.all(engines.map((engine) => engine.documents()))).flat();

  async function collections(): Promise<readonly Pick<Collection<unknown>, "name" | "indexes">[]> {
    const others = [
      configVersionDocuments,
      deadLetterDocuments,
      apiKeysCollection,
      tableRows,
      tickets,
      handoffLog,
      cannedReplies,
    ];
    return [...others, ...(await owned()).map(({ collection }) => collection)];
  }
  const pathOf = (field: string) => indexedPath(field).join(".");

  /** Firestore joins the indexes of single fields for these, which compare for equality only. */
  const equalitiesOnly = ["phone", "email", "instagram", "session_id"].map((kind) => `contacts.${kind}`);

  test("has an index for every declared one of several fields", async () => {
    const missing = (await collections()).flatMap(({ name, indexes }) =>
      indexes
        .filter((fields) => fields.length > 1 && !equalitiesOnly.includes(fields.at(-1) ?? ""))
        .filter((fields) => {
          const wanted = fields.map(pathOf).join();
          return !file.indexes.some(
            (index) =>
              index.collectionGroup === name && index.fields.map(({ fieldPath }) => fieldPath).join() === wanted,
          );
        })
        .map((fields) => `${name}: ${fields.join(", ")}`),
    );
    expect(missing).toEqual([]);
  });

  test("lets the sweeper look through every tenant's outboxes", async () => {
    for (const { collection } of await owned()) {
      const override = file.fieldOverrides.find(
        (field) => field.collectionGroup === collection.name && field.fieldPath === pathOf("outboxAt"),
      );
      const scopes = override?.indexes.map(({ queryScope }) => queryScope) ?? [];
      expect([collection.name, ...scopes]).toEqual([collection.name, "COLLECTION", "COLLECTION_GROUP"]);
    }
  });

  test("leaves the text of documents out of every index", async () => {
    for (const { name } of await collections())
      for (const fieldPath of ["json", "revision"]) {
        const override = file.fieldOverrides.find(
          (field) => field.collectionGroup === name && field.fieldPath === fieldPath,
        );
        expect([name, fieldPath, override?.indexes]).toEqual([name, fieldPath, []]);
      }
  });
});

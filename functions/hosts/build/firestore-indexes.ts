import { indexedPath } from "../../../shared/platform/gcp/documents/document-fields.ts";
import { declaredIndex } from "../../../shared/platform/query-shape.ts";
import type { DatabaseCollection } from "./collections.ts";

/**
 * firestore.indexes.json in the format of Firebase's tools and Terraform. Firestore serves each direction of a
 * composite index from an index of its own. It maintains single-field indexes itself and joins them for queries with
 * equalities only (firebase.google.com/docs/firestore/query-data/index-overview).
 */
export function firestoreIndexes(collections: readonly DatabaseCollection[]): object {
  return {
    indexes: collections.flatMap((collection) => collection.indexes.flatMap((index) => composite(collection, index))),
    fieldOverrides: collections.flatMap(overrides),
  };
}

const pathOf = (field: string) => indexedPath(field).join(".");

function composite({ name }: DatabaseCollection, index: readonly string[]): object[] {
  const { fields, direction } = declaredIndex(index);
  if (fields.length < 2 || direction === undefined) return [];
  const order = (place: number) => (place === fields.length - 1 && direction === "desc" ? "DESCENDING" : "ASCENDING");
  return [
    {
      collectionGroup: name,
      queryScope: "COLLECTION",
      fields: fields.map((field, place) => ({ fieldPath: pathOf(field), order: order(place) })),
    },
  ];
}

/** Fields whose indexes differ from the default, one ascending and one descending. */
function overrides({ name, owned, expires }: DatabaseCollection): object[] {
  const none = (fieldPath: string) => ({ collectionGroup: name, fieldPath, indexes: [] });
  const inEvery = (queryScope: string) => ({ order: "ASCENDING", queryScope });
  return [
    none("json"),
    none("revision"),
    ...(owned
      ? [
          {
            collectionGroup: name,
            fieldPath: pathOf("outboxAt"),
            // The sweeper queries the documents of all tenants at once.
            indexes: [inEvery("COLLECTION"), inEvery("COLLECTION_GROUP")],
          },
        ]
      : []),
    ...(expires ? [{ ...none("expiresAt"), ttl: true }] : []),
  ];
}

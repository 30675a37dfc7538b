import { platformCollections } from "../../app/collections/platform-collections.ts";
import { collectionsOf, type StoredCollection } from "../../app/collections/stored-collection.ts";
import type { Engine } from "../../app/engine.ts";

/** A collection's properties that the database is configured from. */
export interface DatabaseCollection extends Pick<StoredCollection, "name" | "indexes" | "expires"> {
  /** True when the sweeper relays its outboxes. */
  readonly owned: boolean;
}

/** Every collection of the product, by name. */
export async function storedCollections(engines: readonly Engine[]): Promise<readonly DatabaseCollection[]> {
  const all = [...(await collectionsOf(engines)), ...platformCollections];
  return all
    .map((collection) => ({ ...collection, owned: collection.owned !== undefined }))
    .sort((one, other) => one.name.localeCompare(other.name, "en"));
}

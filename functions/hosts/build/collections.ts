import type { Engine } from "../../app/engine.ts";
import { platformCollections } from "../../app/platform-collections.ts";
import { collectionsOf, type StoredCollection } from "../../app/stored-collection.ts";

/** What the database needs to know of a collection. */
export interface DatabaseCollection extends Pick<StoredCollection, "name" | "indexes" | "expires"> {
  /** Whether the sweeper looks through its outboxes. */
  readonly owned: boolean;
}

/** Everything the product stores, by name. */
export async function storedCollections(engines: readonly Engine[]): Promise<readonly DatabaseCollection[]> {
  const all = [...(await collectionsOf(engines)), ...platformCollections];
  return all
    .map((collection) => ({ ...collection, owned: collection.owned !== undefined }))
    .sort((one, other) => one.name.localeCompare(other.name, "en"));
}

import type { PersonalCollection } from "../../../shared/customers/personal.ts";
import { platformCollections } from "./platform-collections.ts";
import { collectionsOf, type HasCollections } from "./stored-collection.ts";

/**
 * Everything stored about customers, as each collection declares it. Conversations and customers come last, because they
 * lead to the rest.
 */
export async function personalCollections(engines: readonly HasCollections[]): Promise<readonly PersonalCollection[]> {
  const all = [...(await collectionsOf(engines)), ...platformCollections];
  return all
    .flatMap(({ personal }) => personal ?? [])
    .sort((one, other) => last.indexOf(one.collection.name) - last.indexOf(other.collection.name));
}

const last = ["conversations", "customers"];

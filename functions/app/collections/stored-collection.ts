import { type PersonalCollection, personalCollection } from "../../../shared/customers/personal.ts";
import type { Collection } from "../../../shared/platform/documents.ts";
import type { OwnedDocument } from "../../../shared/runtime/owned-document.ts";

/** A collection of the database: its indexes, and how its documents are maintained. */
export interface StoredCollection extends Pick<Collection<unknown>, "name" | "indexes"> {
  readonly collection: Collection<unknown>;
  /** Present when a step owns the documents; the sweeper then relays their outboxes. */
  readonly owned: OwnedDocument<unknown> | undefined;
  /** True when documents are written with an expiry. */
  readonly expires: boolean;
  /** Undefined when it holds nothing of customers. */
  readonly personal: PersonalCollection | undefined;
}

/** A collection of documents that a step owns. */
export function ownedCollection<D>(document: OwnedDocument<D>): StoredCollection {
  return { ...plainCollection(document.collection), owned: document as unknown as OwnedDocument<unknown> };
}

/** A collection that no step owns. */
export function plainCollection<T>(collection: Collection<T>): StoredCollection {
  const { name, indexes } = collection;
  const stored = collection as unknown as Collection<unknown>;
  return {
    name,
    indexes,
    collection: stored,
    owned: undefined,
    expires: collection.expiry !== undefined,
    personal: personalCollection(collection),
  };
}

/** A collection whose writes say when each document expires, and which no step owns. */
export function expiringCollection<T>(collection: Collection<T>): StoredCollection {
  return { ...plainCollection(collection), expires: true };
}

export interface HasCollections {
  collections(): Promise<readonly StoredCollection[]>;
}

/** Every collection of these engines. */
export async function collectionsOf(engines: readonly HasCollections[]): Promise<readonly StoredCollection[]> {
  return (await Promise.all(engines.map((engine) => engine.collections()))).flat();
}

/** The documents owned by these engines' steps. */
export async function ownedDocuments(engines: readonly HasCollections[]): Promise<readonly OwnedDocument<unknown>[]> {
  return (await collectionsOf(engines)).flatMap(({ owned }) => owned ?? []);
}

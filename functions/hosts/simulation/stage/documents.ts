import type { Collection } from "../../../../shared/platform/documents.ts";
import type { OwnedDocument } from "../../../../shared/runtime/owned-document.ts";
import { ownedDocuments } from "../../../app/collections/stored-collection.ts";
import { engines } from "../../../index.ts";
import type { Stage } from "./stage.ts";

export interface StoredState {
  readonly id: string;
  readonly state: unknown;
}

/** The tenant's documents in an engine's collection. @throws Error that names the known collections. */
export async function statesOf(stage: Stage, collection: string): Promise<readonly StoredState[]> {
  const owned = await ownedDocuments(engines);
  const found = owned.find((document) => document.collection.name === collection);
  if (!found)
    throw new Error(
      `No engine has a collection "${collection}". Known collections are ${owned.map((document) => document.collection.name).join(", ")}.`,
    );
  return all(stage, found.collection);
}

async function all(
  { product, tenant }: Stage,
  collection: OwnedDocument<unknown>["collection"],
): Promise<readonly StoredState[]> {
  const { documents } = product.composition.platform;
  const states: StoredState[] = [];
  let cursor: string | undefined;
  do {
    const page = await documents.query(tenant.id, collection as Collection<{ readonly state: unknown }>, {
      limit: 500,
      cursor,
    });
    states.push(...page.items.map(({ id, data }) => ({ id, state: data.state })));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return states;
}

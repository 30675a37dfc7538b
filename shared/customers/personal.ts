import type { Collection } from "../platform/documents.ts";
import type { TenantId } from "../platform/tenant.ts";

/**
 * A collection with personal data, so that a customer's data can be exported and erased. Every engine declares its
 * collections (`Engine.personal`).
 */
export interface PersonalCollection {
  readonly collection: Collection<unknown>;
  /** Whether `field` holds the id of the customer or of a conversation. */
  readonly by: "customer" | "conversation";
  readonly field: string;
  /** The field after `field` in the index, if any. */
  readonly order: string | undefined;
  readonly direction: "asc" | "desc";
  /** False for a document that the index finds and that is about somebody else. Undefined: there are none. */
  readonly isAbout: ((data: unknown, tenantId: TenantId, customerIds: readonly string[]) => boolean) | undefined;
  /** What the law has kept, without the person: it no longer names them in `field`. Undefined: nothing is kept. */
  readonly erased: ((data: unknown) => unknown) | undefined;
  /** The names of the document's blobs. */
  readonly files: ((data: unknown) => readonly string[]) | undefined;
}

/** Declares a personal collection, typed by its documents. */
export function definePersonalCollection<T>(definition: {
  readonly collection: Collection<T>;
  readonly by: PersonalCollection["by"];
  readonly field: string;
  /** In the index's notation: `state.updatedAt desc`. */
  readonly order?: `${string} asc` | `${string} desc`;
  isAbout?(data: T, tenantId: TenantId, customerIds: readonly string[]): boolean;
  erased?(data: T): T;
  files?(data: T): readonly string[];
}): PersonalCollection {
  const { isAbout, erased, files } = definition;
  const [order, direction] = definition.order?.split(" ") ?? [];
  return {
    collection: definition.collection as unknown as Collection<unknown>,
    by: definition.by,
    field: definition.field,
    order,
    direction: direction === "desc" ? "desc" : "asc",
    isAbout: isAbout && ((data, tenantId, customerIds) => isAbout(data as T, tenantId, customerIds)),
    erased: erased && ((data) => erased(data as T)),
    files: files && ((data) => files(data as T)),
  };
}

/** Replaces the id of an erased customer. */
export const erasedCustomerId = "erased";

import type { Collection } from "../platform/documents.ts";
import type { TenantId } from "../platform/tenant.ts";

/**
 * A kind of document that is about customers, so that everything stored about one can be shown to them and erased. Every
 * engine names its own (`Engine.personal`), beside what it stores.
 */
export interface PersonalCollection {
  readonly collection: Collection<unknown>;
  /** Whose id `field` holds: the customer's, or that of a conversation with them. */
  readonly by: "customer" | "conversation";
  readonly field: string;
  /** Behind `field` in the index that finds them, where there is more in it. */
  readonly order: string | undefined;
  readonly direction: "asc" | "desc";
  /** False for a document that the index finds and that is about somebody else. Undefined: there are none. */
  readonly isAbout: ((data: unknown, tenantId: TenantId, customerIds: readonly string[]) => boolean) | undefined;
  /** What the law has kept, without the person: it no longer names them in `field`. Undefined: nothing is kept. */
  readonly erased: ((data: unknown) => unknown) | undefined;
  /** Blobs that go with it. */
  readonly files: ((data: unknown) => readonly string[]) | undefined;
}

/** Types a personal collection by its documents. */
export function personal<T>(definition: {
  readonly collection: Collection<T>;
  readonly by: PersonalCollection["by"];
  readonly field: string;
  /** As the index has it: `state.updatedAt desc`. */
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

/** In place of a customer's id once the customer is erased. */
export const erasedCustomer = "erased";

import type { z } from "zod";
import type { TenantId } from "./tenant.ts";

/**
 * A kind of document. `indexes` lists the field paths (dotted) of each query the product makes: those compared for
 * equality, then the one ordered or ranged over with its direction, as in `["status", "updatedAt desc"]`. A field
 * alone runs in both directions; several without a direction are compared for equality only. `npm run manifest`
 * writes firestore.indexes.json from them. `confidential` documents are sealed with the tenant's key before they are
 * stored; only indexed fields stay readable at rest.
 */
export interface Collection<T> {
  readonly name: string;
  readonly schema: z.ZodType<T>;
  readonly indexes: readonly (readonly string[])[];
  readonly confidential: boolean;
}

/** `version` is opaque: equal when nothing was written in between (Firestore's update time, a counter here). */
export interface Stored<T> {
  readonly id: string;
  readonly version: string;
  readonly data: T;
}

export type FieldValue = string | number | boolean | null;
export type QueryCondition = readonly [field: string, operator: "==" | "<" | "<=" | ">" | ">=", value: FieldValue];

/** Ranges and order go over one field, as Firestore asks. `cursor` is the `nextCursor` of the page before. */
export interface Query {
  readonly where?: readonly QueryCondition[];
  readonly orderBy?: { readonly field: string; readonly direction: "asc" | "desc" };
  readonly limit: number;
  readonly cursor?: string | undefined;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor?: string | undefined;
}

/** `ifVersion`: the version read before; `absent` for a document that must not exist; omitted to overwrite. */
export type Write =
  | {
      readonly type: "put";
      readonly collection: Collection<unknown>;
      readonly id: string;
      readonly data: unknown;
      readonly ifVersion?: string;
      readonly expiresAt?: Date;
    }
  | {
      readonly type: "delete";
      readonly collection: Collection<unknown>;
      readonly id: string;
      readonly ifVersion?: string;
    };

export const absent = "absent";

export interface DocumentRef {
  readonly tenantId: TenantId;
  readonly id: string;
}

export interface Documents {
  /** @throws z.ZodError when what is stored no longer fits the schema. An expired document is not returned. */
  get<T>(tenantId: TenantId, collection: Collection<T>, id: string): Promise<Stored<T> | undefined>;
  /** @throws Error when no declared index serves the query, as Firestore would. */
  query<T>(tenantId: TenantId, collection: Collection<T>, query: Query): Promise<Page<Stored<T>>>;
  /**
   * All writes or none, at most 500; the new version of each, in order (of a delete: `absent`).
   * @throws VersionConflict when a precondition does not hold: nothing was written.
   * @throws DocumentTooLarge over 1 MiB.
   */
  commit(tenantId: TenantId, writes: readonly Write[]): Promise<readonly string[]>;
  /**
   * References, never data, of documents of every tenant whose `field` (an ISO time) is at or before `until`,
   * oldest first: for the sweeper. `[field]` must be a declared index.
   */
  overdue(
    collection: Collection<unknown>,
    field: string,
    until: string,
    limit: number,
  ): Promise<readonly DocumentRef[]>;
  close(): Promise<void>;
}

export class VersionConflict extends Error {
  override readonly name = "VersionConflict";
  readonly code = "version-conflict";
}

export class DocumentTooLarge extends Error {
  override readonly name = "DocumentTooLarge";
  readonly code = "document-too-large";
}

/** A typed `put`: the collection's schema checks `data` at compile time. */
export function put<T>(
  collection: Collection<T>,
  id: string,
  data: T,
  options: { readonly ifVersion?: string; readonly expiresAt?: Date } = {},
): Write {
  return { type: "put", collection: collection as Collection<unknown>, id, data, ...options };
}

export function remove<T>(collection: Collection<T>, id: string, options: { readonly ifVersion?: string } = {}): Write {
  return { type: "delete", collection: collection as Collection<unknown>, id, ...options };
}

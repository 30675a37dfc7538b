import type { z } from "zod";
import type { PersonalData } from "./personal-data.ts";
import type { Upcaster } from "./sealing/upcast.ts";
import type { TenantId } from "./tenant.ts";
import type { TenantIds } from "./tenant-ids.ts";

/**
 * A kind of document.
 *
 * `indexes` lists the dotted field paths of each query the product makes. Fields compared for equality come first. The
 * field that is ordered or ranged over comes last with its direction: `["status", "updatedAt desc"]`. A single field
 * serves both directions. Several fields without a direction serve equality only. `npm run manifest` writes
 * firestore.indexes.json from them.
 *
 * `confidential` documents are sealed with the tenant's key before they are stored; only indexed fields stay readable
 * at rest.
 *
 * `upcasters` turn documents of version 1 into version 2, and so on. See docs/decisions/2026-11-28-versions.md.
 *
 * `spread` names indexed times that many writes of one tenant set as they pass. Every collection of the same name says the
 * same. A database that cannot take sequential values fast enough spreads them (gcp/index-lanes.ts).
 *
 * `expiry` keeps a log from growing forever: the platform deletes what has expired.
 *
 * `personal` says what the documents hold of customers and how it is found: export and erasure follow it.
 */
export interface Collection<T> {
  readonly name: string;
  readonly schema: z.ZodType<T>;
  readonly indexes: readonly (readonly string[])[];
  readonly confidential: boolean;
  readonly personal: PersonalData<T>;
  readonly upcasters?: readonly Upcaster[];
  readonly spread?: readonly string[];
  /** When a document expires, unless its write says so. Undefined: never. */
  expiry?(data: T): Date | undefined;
}

/**
 * `version` is opaque. Two equal versions mean that nothing was written in between (Firestore's update time, a counter
 * on the embedded platform).
 */
export interface Stored<T> {
  readonly id: string;
  readonly version: string;
  readonly data: T;
}

export type FieldValue = string | number | boolean | null;
export type QueryCondition = readonly [field: string, operator: "==" | "<" | "<=" | ">" | ">=", value: FieldValue];

/** Ranges and order apply to one field, as Firestore requires. `cursor` is the `nextCursor` of the previous page. */
export interface Query {
  readonly where?: readonly QueryCondition[];
  readonly orderBy?: { readonly field: string; readonly direction: "asc" | "desc" };
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** What a watch follows: the first page of a query. */
export type WatchedQuery = Pick<Query, "where" | "orderBy" | "limit">;

/** Carries no documents: whoever watches reads what they need. */
export interface Watcher {
  /**
   * The page has other documents or versions than before; several commits may be told at once. `added` counts the
   * documents that are new or changed in it. Called first when the watch has begun, with all of them.
   */
  changed(added: number): void;
  /** The watch has ended by itself. Nothing more is called. */
  failed(error: unknown): void;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor?: string | undefined;
}

/** `ifVersion` is the version read before, `absent` for a document that must not exist yet, or omitted to overwrite. */
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
  /** An expired document is not returned. @throws z.ZodError when the stored data does not match the schema. */
  get<T>(tenantId: TenantId, collection: Collection<T>, id: string): Promise<Stored<T> | undefined>;
  /** @throws Error when no declared index serves the query, as Firestore would. */
  query<T>(tenantId: TenantId, collection: Collection<T>, query: Query): Promise<Page<Stored<T>>>;
  /**
   * Applies all writes or none, at most 500. Returns the new version of each in order; `absent` for a delete.
   * @throws VersionConflict when a precondition does not hold; nothing was written.
   * @throws DocumentTooLarge over 1 MiB.
   */
  commit(tenantId: TenantId, writes: readonly Write[]): Promise<readonly string[]>;
  /**
   * References, never data, of documents of every tenant whose `field` (an ISO time) is at or before `until`, oldest
   * first. Used by the sweeper. `[field]` must be a declared index.
   */
  overdue(
    collection: Collection<unknown>,
    field: string,
    until: string,
    limit: number,
  ): Promise<readonly DocumentRef[]>;
  /**
   * Watches the first page of a query, whichever process commits, until the returned function is called. Costs reads of
   * the page when it begins and of what changes in it; nothing while nothing changes.
   * @throws Error when no declared index serves the query.
   */
  watch<T>(tenantId: TenantId, collection: Collection<T>, query: WatchedQuery, watcher: Watcher): () => void;
  /** Derives ids from addresses with the tenant's key. The first call of a tenant reads the key, later ones nothing. */
  ids(tenantId: TenantId): Promise<TenantIds>;
  close(): Promise<void>;
}

/** What a database does by itself; `withTenantIds` adds the ids. */
export type DocumentStore = Omit<Documents, "ids">;

/** A cursor that no page returned. */
export class CursorInvalid extends Error {
  override readonly name = "CursorInvalid";
  readonly code = "cursor-invalid";
}

export class VersionConflict extends Error {
  override readonly name = "VersionConflict";
  readonly code = "version-conflict";
}

export class DocumentTooLarge extends Error {
  override readonly name = "DocumentTooLarge";
  readonly code = "document-too-large";
}

/** A typed `put`: the compiler checks `data` against the collection's schema, and the document expires as its kind does. */
export function put<T>(
  collection: Collection<T>,
  id: string,
  data: T,
  options: { readonly ifVersion?: string; readonly expiresAt?: Date } = {},
): Write {
  const expiresAt = options.expiresAt ?? collection.expiry?.(data);
  const expiring = expiresAt === undefined ? {} : { expiresAt };
  return { type: "put", collection: collection as Collection<unknown>, id, data, ...options, ...expiring };
}

export function remove<T>(collection: Collection<T>, id: string, options: { readonly ifVersion?: string } = {}): Write {
  return { type: "delete", collection: collection as Collection<unknown>, id, ...options };
}

import type { BlobInfo } from "./blobs.ts";
import type { TenantId } from "./tenant.ts";

/**
 * Copies and restores everything a tenant has. Confidential data is passed on as stored: sealed with the tenant's data
 * key. The wrapped form of that key is one of the documents (`dataKeys` in seal.ts).
 */
export interface Recovery {
  /**
   * Fixes an instant. A platform that keeps a history also accepts an earlier one.
   * @throws Error when the state at that instant cannot be read.
   */
  takeSnapshot(tenantId: TenantId, options?: { readonly at?: Date | undefined }): Promise<TenantSnapshot>;
  /** A snapshot taken before, possibly by a process that has ended. Undefined when it was released or has expired. */
  openSnapshot(tenantId: TenantId, id: string): Promise<TenantSnapshot | undefined>;
  /** Whether the tenant has documents, blobs or events here. */
  isEmpty(tenantId: TenantId): Promise<boolean>;
  /** Deletes everything of the tenant, including its records in the platform's scope. Can be repeated. */
  erase(tenantId: TenantId): Promise<void>;
  /**
   * Stores records unchanged and overwrites existing ones. Processes that run or start beside this one deliver the
   * events. A call is atomic where the platform allows it. Elsewhere the last given records are stored last, and
   * repeating a call changes nothing.
   */
  restore(tenantId: TenantId, records: readonly TenantRecord[]): Promise<void>;
}

/** A tenant's state at one instant, unaffected by later writes. */
export interface TenantSnapshot {
  readonly id: string;
  readonly at: Date;
  /** In a stable order. With `after`, only the records that follow that position. */
  records(after?: string): AsyncIterable<PositionedRecord>;
  /** Ordered by name. */
  blobs(): Promise<readonly BlobInfo[]>;
  /** @throws Error when the platform no longer has this version. */
  readBlob(info: BlobInfo): Promise<Uint8Array>;
  /** Data of that instant that the platform cannot provide, in words for the operator. */
  readonly gaps: readonly string[];
  /** Frees the resources of this snapshot. */
  release(): Promise<void>;
}

export interface PositionedRecord {
  readonly position: string;
  readonly record: TenantRecord;
}

export type TenantRecord = DocumentRecord | DeliveryRecord | DeadLetterRecord | TaskRecord;

export interface DocumentRecord {
  readonly type: "document";
  /** `platform` for records in the platform's scope, which identify the tenant. */
  readonly scope: "tenant" | "platform";
  readonly collection: string;
  readonly id: string;
  /** The stored JSON text, byte for byte. */
  readonly json: string;
  /** Milliseconds since 1970. */
  readonly expiresAtMs: number | null;
  /** The indexed values, where the platform stores them beside the text. */
  readonly indexed?: Readonly<Record<string, unknown>> | undefined;
}

/** An event that one subscription has not handled yet. `envelope` is JSON text. */
export interface DeliveryRecord {
  readonly type: "delivery";
  readonly subscription: string;
  readonly ordering: string;
  readonly envelope: string;
}

export interface DeadLetterRecord {
  readonly type: "dead-letter";
  readonly subscription: string;
  readonly ordering: string;
  readonly envelope: string;
  readonly cause: string;
  readonly attempts: number;
  readonly diedAtMs: number;
}

/** An event to be published later. */
export interface TaskRecord {
  readonly type: "task";
  readonly name: string;
  readonly fireAtMs: number;
  readonly envelope: string;
}

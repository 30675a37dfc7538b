import type { BlobInfo } from "./blobs.ts";
import type { TenantId } from "./tenant.ts";

/**
 * Copies of everything a tenant has, and putting them back. What is confidential passes as it is stored: sealed with
 * the tenant's data key, whose wrapped form is one of the documents (`dataKeys` in seal.ts).
 */
export interface Recovery {
  /**
   * Fixes an instant. A platform that keeps a history also takes an earlier one.
   * @throws Error when nothing can be read of that instant.
   */
  takeSnapshot(tenantId: TenantId, options?: { readonly at?: Date | undefined }): Promise<TenantSnapshot>;
  /** A snapshot taken before, also by a process that has ended; undefined when it was released or has expired. */
  openSnapshot(tenantId: TenantId, id: string): Promise<TenantSnapshot | undefined>;
  /** Whether the tenant has documents, blobs or events here. */
  isEmpty(tenantId: TenantId): Promise<boolean>;
  /** Deletes all the tenant has, its records in the platform's scope included; can be repeated. */
  erase(tenantId: TenantId): Promise<void>;
  /**
   * Stores records as they were, whatever is in their place. Events are delivered by processes that start, or already
   * run, beside this one. Where the platform can, all of one call or none; where
   * it cannot, the last ones given are stored last, and repeating a call changes nothing.
   */
  restore(tenantId: TenantId, records: readonly TenantRecord[]): Promise<void>;
}

/** A tenant's state at one instant, whatever is written meanwhile. */
export interface TenantSnapshot {
  readonly id: string;
  readonly at: Date;
  /** In an order that does not change; those after the record at `after`, where it is given. */
  records(after?: string): AsyncIterable<Positioned>;
  /** In order of name. */
  blobs(): Promise<readonly BlobInfo[]>;
  /** @throws Error when the platform has not kept this version. */
  readBlob(info: BlobInfo): Promise<Uint8Array>;
  /** What the platform cannot tell about the instant, in words for the operator. */
  readonly gaps: readonly string[];
  /** Frees what was held for this snapshot. */
  release(): Promise<void>;
}

export interface Positioned {
  readonly position: string;
  readonly record: TenantRecord;
}

export type TenantRecord = DocumentRecord | DeliveryRecord | DeadLetterRecord | TaskRecord;

export interface DocumentRecord {
  readonly type: "document";
  /** `platform`: in the platform's scope, because it is what tells the tenant. */
  readonly scope: "tenant" | "platform";
  readonly collection: string;
  readonly id: string;
  /** The stored JSON text, byte for byte. */
  readonly json: string;
  /** Milliseconds since 1970. */
  readonly expiresAtMs: number | null;
  /** The values that queries go by, where the platform keeps them beside the text. */
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

import type { TenantId } from "../../platform/tenant.ts";
import type { PackedVector } from "./packed-vector.ts";

export interface VectorsOfDocument {
  readonly base: string;
  readonly documentId: string;
  readonly version: string;
  /** The model that all vectors are of. */
  readonly model: string;
  /** By the number of the passage. */
  readonly vectors: readonly PackedVector[];
}

export interface FoundVector {
  readonly documentId: string;
  readonly version: string;
  readonly passage: number;
  readonly cosine: number;
}

/** A server that keeps the vectors of tenants' passages. It may find what was removed a moment ago. */
export interface VectorIndex {
  /** Replaces all vectors of the document. A repeat changes nothing. @throws RetryableError */
  put(tenantId: TenantId, document: VectorsOfDocument): Promise<void>;
  remove(tenantId: TenantId, documentId: string): Promise<void>;
  /** At most `limit` vectors of `model`, nearest first. `base` null searches all. @throws RetryableError */
  search(
    tenantId: TenantId,
    query: {
      readonly base: string | null;
      readonly model: string;
      readonly vector: PackedVector;
      readonly limit: number;
    },
  ): Promise<readonly FoundVector[]>;
}

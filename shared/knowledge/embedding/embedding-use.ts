import type { TenantId } from "../../platform/tenant.ts";

/** A request that a vendor has answered, and so takes money for. */
export interface EmbeddingUse {
  readonly model: string;
  readonly texts: number;
  /** Null: the vendor told none. */
  readonly inputTokens: number | null;
}

export interface EmbeddingSpend {
  record(payer: TenantId, use: EmbeddingUse): Promise<void>;
}

import type { TenantConfig } from "../../../shared/config/index.ts";
import type { Stage } from "../stage.ts";

/** What a customer sends at once. */
export interface Message {
  readonly text: string;
  /** Paths beside the scenario's file. */
  readonly media: readonly string[];
  readonly fields: Readonly<Record<string, unknown>>;
  readonly deliveries: number;
}

export type InputChannel = TenantConfig["channels"]["input"][number];

/** @throws Error unless the webhook took every delivery. */
export function mustBeTaken(stage: Stage, statuses: readonly (number | null)[]): void {
  if (statuses.every((status) => status === 200)) return;
  throw new Error(`The webhook answered ${statuses.join(", ")}. ${stage.product.logged.at(-1) ?? ""}`);
}

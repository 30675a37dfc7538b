import type { TenantConfig } from "../../../../shared/config/index.ts";
import type { Stage } from "../stage.ts";

/** One of the things a message gave the customer to pick from. */
export interface PickedChoice {
  readonly id: string;
  readonly label: string;
  /** Its place in the list, from 1: what is typed where there is no button. */
  readonly number: number;
}

/** What a customer sends at once. */
export interface SimulatedMessage {
  /** Of a choice its label. */
  readonly text: string;
  readonly choice?: PickedChoice;
  /** Paths beside the scenario's file. */
  readonly media: readonly string[];
  readonly fields: Readonly<Record<string, unknown>>;
  readonly deliveries: number;
}

export type SimulatedChannel = TenantConfig["channels"]["input"][number];

/** What is typed on a channel without buttons. */
export function typed({ text, choice }: SimulatedMessage): string {
  return choice ? String(choice.number) : text;
}

/** @throws Error unless the webhook took every delivery. */
export function mustBeTaken(stage: Stage, statuses: readonly (number | null)[]): void {
  if (statuses.every((status) => status === 200)) return;
  throw new Error(`The webhook answered ${statuses.join(", ")}. ${stage.product.logged.at(-1) ?? ""}`);
}

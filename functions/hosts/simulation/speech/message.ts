import type { TenantConfig } from "../../../../shared/config/index.ts";
import type { Stage } from "../stage/stage.ts";

/** A choice that a message offered to the customer. */
export interface PickedChoice {
  readonly id: string;
  readonly label: string;
  /** Position in the list, from 1. Typed on channels without buttons. */
  readonly number: number;
}

/** A customer's message. */
export interface SimulatedMessage {
  /** For a choice, its label. */
  readonly text: string;
  readonly choice?: PickedChoice;
  /** Paths relative to the scenario's file. */
  readonly media: readonly string[];
  readonly fields: Readonly<Record<string, unknown>>;
  readonly deliveries: number;
}

export type SimulatedChannel = TenantConfig["channels"]["input"][number];

/** The text to type on a channel without buttons. */
export function typedText({ text, choice }: SimulatedMessage): string {
  return choice ? String(choice.number) : text;
}

/** @throws Error unless the webhook accepted every delivery. */
export function requireAccepted(stage: Stage, statuses: readonly (number | null)[]): void {
  if (statuses.every((status) => status === 200)) return;
  throw new Error(`The webhook responded with ${statuses.join(", ")}. ${stage.product.logged.at(-1) ?? ""}`);
}

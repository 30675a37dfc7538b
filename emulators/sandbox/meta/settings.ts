import type { JsonObject } from "../../json.ts";
import { sandboxMeta } from "../credentials.ts";

/** How messages end and where Meta reports it. */
export interface MetaSettings {
  /** False: messages stay accepted without status webhooks. */
  readonly progress: boolean;
  /** Delay between two statuses. */
  readonly stepMs: number;
  readonly finalStatus: "sent" | "delivered" | "read" | "failed";
  /** The error code of `failed`, such as 131026. */
  readonly errorCode: number;
  /** The app's webhook. Null until it is set, or until a customer's message was sent to one. */
  readonly webhookUrl: string | null;
  readonly appSecret: string;
  /** How often each status webhook is sent. */
  readonly times: number;
  /** Whether Instagram echoes the business's messages to the webhook. */
  readonly echoes: boolean;
}

export const defaultMetaSettings: MetaSettings = {
  progress: true,
  stepMs: 20,
  finalStatus: "delivered",
  errorCode: 131026,
  webhookUrl: null,
  appSecret: sandboxMeta.appSecret,
  times: 1,
  echoes: true,
};

export const statusSteps: Readonly<Record<MetaSettings["finalStatus"], readonly MetaSettings["finalStatus"][]>> = {
  sent: ["sent"],
  delivered: ["sent", "delivered"],
  read: ["sent", "delivered", "read"],
  failed: ["failed"],
};

/** Merges the given settings into the current ones, or returns an error message. */
export function parseMetaSettings(given: JsonObject, before: MetaSettings): MetaSettings | string {
  const next = { ...before, ...given };
  const whole = (value: unknown, minimum: number) => Number.isInteger(value) && Number(value) >= minimum;
  if (typeof next.progress !== "boolean") return "progress must be true or false.";
  if (!whole(next.stepMs, 0)) return "stepMs must be a whole number of milliseconds.";
  if (!Object.hasOwn(statusSteps, next.finalStatus)) {
    return `finalStatus must be one of ${Object.keys(statusSteps).join(", ")}.`;
  }
  if (!whole(next.errorCode, 1)) return "errorCode must be one of WhatsApp's error codes.";
  if (next.webhookUrl !== null && !URL.canParse(String(next.webhookUrl))) return "webhookUrl must be a URL.";
  if (typeof next.appSecret !== "string") return "appSecret must be a text.";
  if (!whole(next.times, 1)) return "times must be a whole number above 0.";
  if (typeof next.echoes !== "boolean") return "echoes must be true or false.";
  return next;
}

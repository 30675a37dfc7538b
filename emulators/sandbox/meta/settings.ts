import type { JsonObject } from "../../json.ts";
import { sandboxMeta } from "../credentials.ts";

/** How messages end and where Meta tells of it. */
export interface MetaSettings {
  /** False: messages stay accepted and nobody is told. */
  readonly progress: boolean;
  /** Between one status and the next. */
  readonly stepMs: number;
  readonly finalStatus: "sent" | "delivered" | "read" | "failed";
  /** Told with `failed`, such as 131026. */
  readonly errorCode: number;
  /** The app's webhook; null until it is set, or until a customer's message was sent to one. */
  readonly webhookUrl: string | null;
  readonly appSecret: string;
  /** Every status webhook so often. */
  readonly times: number;
  /** Instagram sends the webhook what the business says, too. */
  readonly echoes: boolean;
}

export const usualSettings: MetaSettings = {
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

/** The settings with the given ones over them, or the sentence that says what is wrong. */
export function parseSettings(given: JsonObject, before: MetaSettings): MetaSettings | string {
  const next = { ...before, ...given };
  const whole = (value: unknown, minimum: number) => Number.isInteger(value) && Number(value) >= minimum;
  if (typeof next.progress !== "boolean") return "progress must be true or false.";
  if (!whole(next.stepMs, 0)) return "stepMs must be a whole number of milliseconds.";
  if (!Object.hasOwn(statusSteps, next.finalStatus)) {
    return `finalStatus must be one of ${Object.keys(statusSteps).join(", ")}.`;
  }
  if (!whole(next.errorCode, 1)) return "errorCode must be one of WhatsApp's error codes.";
  if (next.webhookUrl !== null && !URL.canParse(String(next.webhookUrl))) return "webhookUrl must be an address.";
  if (typeof next.appSecret !== "string") return "appSecret must be a text.";
  if (!whole(next.times, 1)) return "times must be a whole number above 0.";
  if (typeof next.echoes !== "boolean") return "echoes must be true or false.";
  return next;
}

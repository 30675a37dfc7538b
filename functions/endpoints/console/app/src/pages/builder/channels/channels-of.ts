import { recordsOf } from "../agent/records-of.ts";

export interface ShownChannel {
  readonly key: string;
  readonly type: string;
  readonly isOn: boolean;
  /** Its number, account or mail address; empty where it has none. */
  readonly address: string;
  /** Paths of ours that its provider is to be told. */
  readonly hooks: readonly string[];
}

const addressKeys = ["phone_number", "phone_numbers", "address", "account_id", "bot"];

/** The channels of a configuration as people see them. */
export function channelsOf(value: unknown): readonly ShownChannel[] {
  return recordsOf(value, "type").map(({ key, record: { type, enabled, config, provider } }) => {
    const settings = typeof config === "object" && config !== null ? (config as Readonly<Record<string, unknown>>) : {};
    const address = addressKeys.flatMap((each) => settings[each] ?? []).join(", ");
    return {
      key,
      type: String(type),
      isOn: enabled !== false,
      address,
      hooks: hooksOf(String(type), { provider, settings }),
    };
  });
}

function hooksOf(
  type: string,
  { provider, settings }: { readonly provider: unknown; readonly settings: Readonly<Record<string, unknown>> },
): readonly string[] {
  if (type === "whatsapp" && (provider === "meta_whatsapp" || settings.phone_number_id !== undefined))
    return ["/webhooks/meta"];
  switch (type) {
    case "whatsapp":
      return ["/webhooks/twilio/whatsapp"];
    case "sms":
      return ["/webhooks/twilio/sms"];
    case "instagram":
      return ["/webhooks/meta"];
    case "telegram":
      return [`/webhooks/telegram/${String(settings.bot ?? "").replace(/^@/, "")}`];
    case "email":
      return ["/webhooks/sendgrid/inbound"];
    case "voice":
      return ["/webhooks/livekit"];
    default:
      return [];
  }
}

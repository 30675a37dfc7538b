import { z } from "zod";
import { conversationIdOf } from "../../../../shared/channels/addresses/recipient.ts";
import { whatsappUserIdPattern } from "../../../../shared/channels/addresses/whatsapp-user-id.ts";
import { saysMarketingRefused } from "../../../../shared/channels/opt-out/provider-codes.ts";
import { customerNumberChanged, marketingPreferenceReported } from "../../../../shared/events/index.ts";
import type { Envelope } from "../../../../shared/platform/bus.ts";
import type { TenantIds } from "../../../../shared/platform/tenant-ids.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import { lenient } from "../lenient.ts";
import { envelopeOf } from "../publishing/publish.ts";

const Digits = z.string().regex(/^\d{5,20}$/);

/** Meta docs, "user_preferences webhook": the customer switched a business's marketing messages off or on. */
export const UserPreference = z.object({
  wa_id: lenient(Digits),
  user_id: lenient(z.string().regex(whatsappUserIdPattern)),
  value: z.enum(["stop", "resume"]),
  category: z.string().default("marketing_messages"),
  detail: z.string().max(500).optional(),
  /** Seconds. */
  timestamp: z.coerce.number().catch(0),
});

type Preference = Omit<z.infer<typeof UserPreference>, "wa_id" | "user_id"> & {
  readonly wa_id?: string | undefined;
  readonly user_id?: string | undefined;
};

/** Meta docs, "system messages webhook". Older versions name the new number `new_wa_id`. */
export const SystemMessage = z.object({
  type: z.string().optional(),
  body: z.string().max(1_000).optional(),
  wa_id: Digits.optional(),
  new_wa_id: Digits.optional(),
});

interface Contact {
  readonly wa_id: string;
  readonly user_id?: string | undefined;
  readonly profile?: { readonly name?: string | undefined } | undefined;
}

/** Events of the customers' settings at WhatsApp. Other categories than marketing are unknown to us and ignored. */
export function preferenceEvents(
  value: {
    readonly user_preferences?: readonly Preference[] | undefined;
    readonly contacts?: readonly Contact[] | undefined;
    readonly statuses?: readonly RefusedStatus[] | undefined;
  },
  ids: TenantIds,
  now: Date,
): readonly Envelope[] {
  const { tenantId } = ids;
  const { user_preferences: preferences = [], contacts = [], statuses = [] } = value;
  const said = preferences
    .filter(({ category }) => category === "marketing_messages")
    .map(({ wa_id, user_id, value: wish, detail, timestamp }) => ({
      wa_id,
      user_id,
      granted: wish === "resume",
      wording: detail ?? `WhatsApp: ${wish} marketing messages`,
      at: timestamp > 0 ? new Date(timestamp * 1_000) : now,
      cause: `${wish} ${timestamp}`,
    }));
  const refused = statuses.flatMap(({ id, recipient_id: wa_id, recipient_user_id: user_id, errors = [] }) =>
    errors.some(({ code }) => saysMarketingRefused(String(code)))
      ? [{ wa_id, user_id, granted: false, wording: "WhatsApp 131050: marketing messages stopped", at: now, cause: id }]
      : [],
  );
  return [...said, ...refused].flatMap(({ wa_id, user_id, cause, at, ...wish }) => {
    const address = wa_id === undefined ? user_id : `+${wa_id}`;
    if (address === undefined) return [];
    const key = conversationIdOf(ids, "whatsapp", address);
    const id = deriveId("meta-preference", tenantId, key, cause);
    const isTheirs = (contact: Contact) =>
      wa_id === undefined ? contact.user_id === user_id : contact.wa_id === wa_id;
    const name = contacts.find(isTheirs)?.profile?.name ?? null;
    const data = { channel: "whatsapp", address, name, ...wish, at: at.toISOString() } as const;
    return [envelopeOf(marketingPreferenceReported, { id, tenantId, key, at: now, data })];
  });
}

interface RefusedStatus {
  readonly id: string;
  readonly recipient_id?: string | undefined;
  readonly recipient_user_id?: string | undefined;
  readonly errors?: readonly { readonly code: number }[] | undefined;
}

/**
 * Events of customers who took another number. Meta's signature proves that one account at WhatsApp had the old number
 * and has the new one, so no code is asked for.
 */
export function numberChanges(
  messages: readonly {
    readonly id: string;
    readonly from: string;
    readonly timestamp: number;
    readonly system?: z.infer<typeof SystemMessage> | undefined;
  }[],
  account: { readonly ids: TenantIds; readonly address: string },
  now: Date,
): readonly Envelope[] {
  const { ids, address: accountAddress } = account;
  const { tenantId } = ids;
  return messages.flatMap(({ id: messageId, from: old, timestamp, system }) => {
    const to = system?.new_wa_id ?? system?.wa_id;
    if (old === "" || to === undefined || !/changed_number$/.test(system?.type ?? "")) return [];
    const key = conversationIdOf(ids, "whatsapp", `+${old}`);
    if (key === conversationIdOf(ids, "whatsapp", `+${to}`)) return [];
    const at = (timestamp > 0 ? new Date(timestamp * 1_000) : now).toISOString();
    const data = { channel: "whatsapp", accountAddress, from: `+${old}`, to: `+${to}`, at } as const;
    return [
      envelopeOf(customerNumberChanged, { id: deriveId("meta", tenantId, messageId), tenantId, key, at: now, data }),
    ];
  });
}

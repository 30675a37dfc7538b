import type { Keys } from "../../platform/keys.ts";
import type { TenantId } from "../../platform/tenant.ts";
import type { IntegrationSections } from "../../schema/capability.ts";
import { isWindowClosed } from "../definition.ts";
import { instagramSections } from "../sections/instagram-sections.ts";
import { settingsOf, type WrittenChannels } from "../sections/section.ts";
import { whatsappSections } from "../sections/whatsapp-sections.ts";
import type { ChannelMessage } from "../sending/channel-message.ts";
import { shortIds } from "../sending/report-ids.ts";
import { acceptedReport, refusedReport } from "../sending/send-report.ts";
import type { ProviderSender } from "../sending/sender.ts";
import type { ShapedContent } from "../sending/shaped-content.ts";
import { type Certainty, withConfirmation } from "../sending/uncertain-sends.ts";
import { type MetaAnswer, postToMeta } from "./meta-api.ts";
import { instagramBody, whatsappBody } from "./meta-body.ts";
import { providerKey } from "./provider-key.ts";

export interface MetaDependencies {
  readonly keys: Keys;
  config(tenantId: TenantId, name: string, version: number): Promise<WrittenChannels & IntegrationSections>;
  /** The Graph API's address, where it is not the usual one. */
  readonly baseUrl: string | undefined;
  readonly certainty: Certainty;
}

/** WhatsApp through the Cloud API, and Instagram. */
export function metaSender({ keys, config, baseUrl, certainty }: MetaDependencies): ProviderSender {
  return withConfirmation(certainty, async (message, { tenantId, log }) => {
    const tenant = await config(tenantId, message.config.name, message.config.version);
    const { account: name, channel, from } = message;
    const accessToken = await providerKey(keys, tenantId, tenant, {
      field: "access_token",
      account: name,
      usualName: "META_ACCESS_TOKEN",
    });
    const account = metaId(tenant, message.channel, from);
    if (accessToken === undefined || account === undefined) return refusedReport(message, "no-meta-account");
    const post = (content: ShapedContent) =>
      postToMeta({ baseUrl, account, accessToken, body: bodyOf(tenantId, message, content) });

    const { messageId, fallback } = message;
    const answer = await post(message.content);
    if (answer.type === "taken") return acceptedReport(message, answer.id);
    if (!isWindowClosed(answer.code) || fallback === null) return rejected(message, answer);
    log.info({ messageId, template: fallback.name }, "the window for free text is closed, a template goes");
    const second = await post(fallback);
    return second.type === "taken"
      ? acceptedReport(message, second.id, { template: fallback.name })
      : rejected(message, second);

    function rejected(of: ChannelMessage, { code }: Extract<MetaAnswer, { type: "refused" }>) {
      log.warn({ provider: "meta", messageId, channel, code }, "the provider refused the message");
      return refusedReport(of, isWindowClosed(code) ? "window-closed" : code);
    }
  });
}

function bodyOf(tenantId: TenantId, message: ChannelMessage, content: ShapedContent): object {
  const { channel, to, turnId } = message;
  if (channel === "instagram") return instagramBody({ ...message, content });
  const ids = turnId === null ? undefined : JSON.stringify(shortIds({ ...message, tenantId, turnId }));
  return whatsappBody(to, content, ids);
}

/** Meta's id of the number or account that sends; undefined where the configuration gives none. */
function metaId(
  { channels: { input } }: WrittenChannels,
  channel: ChannelMessage["channel"],
  from: string,
): string | undefined {
  if (channel === "whatsapp") {
    const number = settingsOf(input, whatsappSections.input).find(
      ({ phone_number, phone_number_id }) => phone_number === from || phone_number_id === from,
    );
    return number?.phone_number_id;
  }
  const account = settingsOf(input, instagramSections.input).find(
    ({ business_account, account_id }) => business_account === from || account_id === from,
  );
  // The token belongs to one account, which Meta also knows as `me`.
  return account && (account.account_id ?? "me");
}

import { currentConfig } from "../../../shared/config/versions/current-config.ts";
import type { DirectMessageWish } from "../../../shared/events/index.ts";
import type { Documents } from "../../../shared/platform/documents.ts";
import type { Caller } from "../../../shared/security/tokens/identity.ts";
import { composeMessage } from "./compose-message.ts";
import { findRecipient } from "./find-recipient.ts";
import type { MessageBody } from "./message-body.ts";
import { type ConfigDependencies, configForMessage } from "./message-config.ts";
import { operatorWriting, requireRecipientAllowed } from "./permitted-sender.ts";

/**
 * What a caller's request asks for: who gets which words, and under which configuration.
 * @throws Problem with the reason why the request is refused at once
 */
export async function messageWish(
  dependencies: ConfigDependencies & { readonly documents: Documents },
  { identity, body, now }: { readonly identity: Caller; readonly body: MessageBody; readonly now: Date },
): Promise<DirectMessageWish> {
  const { documents } = dependencies;
  const { tenantId } = identity;
  requireRecipientAllowed(identity, body);
  const { config: askedConfig } = await currentConfig(dependencies, tenantId, body.config_id ?? null);
  const found = await findRecipient({ documents, tenantId, config: askedConfig, now }, body);
  const { conversationId, recipient, conversation } = found;
  const operator = await operatorWriting(documents, identity, conversationId);
  const session = { requested: body.config_id, conversation, now };
  const { name: configName, config } = await configForMessage(dependencies, tenantId, session);
  const reader = { channel: recipient.channel, name: recipient.name, language: conversation?.language ?? "en" };
  const words = composeMessage(config, reader, body);
  return { ...words, conversationId, recipient, purpose: body.purpose, configName, operator };
}

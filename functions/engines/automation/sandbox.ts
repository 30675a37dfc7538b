import { createHash } from "node:crypto";
import { parse } from "yaml";
import { conversationIdOf } from "../../../shared/channels/addresses/recipient.ts";
import { sandboxConfig } from "../../../shared/config/sandbox-config.ts";
import { lendDocuments } from "../../../shared/contracts/sandbox-owner.ts";
import { messageReceived } from "../../../shared/events/index.ts";
import type { Envelope } from "../../../shared/platform/bus.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import type { TenantIds } from "../../../shared/platform/tenant-ids.ts";
import { envelopeFrom } from "../../../shared/runtime/envelope.ts";
import { sandboxTenantOf } from "../../../shared/runtime/sandbox/sandbox-tenant.ts";
import { newEvent } from "../../../shared/runtime/step.ts";
import { memberOf } from "../../../shared/schema/records.ts";
import type { AutomationDependencies } from "./dependencies.ts";
import type { ConfigObject } from "./generate/placement.ts";

/** The sandbox tenant of one check. Nothing that it does reaches anybody. */
export function checkSandbox(key: string): TenantId {
  return sandboxTenantOf(`check-${createHash("sha256").update(key).digest("hex").slice(0, 24)}`);
}

/**
 * Has a sandbox answer with a client's configuration, out of that client's documents.
 * @returns why the configuration cannot be played; null when the sandbox answers with it
 */
export async function activateInSandbox(
  { platform, configs }: Pick<AutomationDependencies, "platform" | "configs">,
  { sandbox, owner, yaml }: { readonly sandbox: TenantId; readonly owner: TenantId; readonly yaml: string },
): Promise<string | null> {
  await lendDocuments(platform.documents, sandbox, owner);
  const pushed = await configs.push(sandbox, "main", sandboxConfig(yaml, sandbox), {
    by: "automation",
    activate: true,
  });
  if (pushed.ok) return null;
  return `It cannot be played in a sandbox. ${pushed.problems.map(({ message }) => message).join(" ")}`;
}

/** A customer's message to the sandbox. `id` is the event's, the message's and so the turn's: a repeat says nothing twice. */
export function saidInSandbox(
  ids: TenantIds,
  said: {
    readonly sandbox: TenantId;
    readonly session: string;
    readonly id: string;
    readonly text: string;
    readonly at: Date;
  },
): Envelope {
  const { sandbox, session, id, text, at } = said;
  const conversationId = conversationIdOf(ids, "web_chat", session);
  const next = newEvent(messageReceived, conversationId, {
    conversationId,
    messageId: id,
    channel: "web_chat" as const,
    accountAddress: null,
    customerAddress: session,
    customerName: null,
    text,
    attachments: [],
    choiceId: null,
    thread: null,
    configName: null,
  });
  return envelopeFrom(next, { id, tenantId: sandbox, at });
}

export function configRootOf(yaml: string): ConfigObject {
  return memberOf(parse(yaml), "automation_config") as ConfigObject;
}

import { customerValues } from "../../../../../shared/channels/templates/customer-values.ts";
import { fillText } from "../../../../../shared/channels/templates/fill-text.ts";
import type { TenantConfig } from "../../../../../shared/config/index.ts";
import type { OperatorActed } from "../../../../../shared/events/conversation/conversation.ts";
import { Problem } from "../../../../../shared/http/problem.ts";
import type { Blobs } from "../../../../../shared/platform/blobs.ts";
import type { TenantId } from "../../../../../shared/platform/tenant.ts";
import type { Caller } from "../../../../../shared/security/tokens/identity.ts";
import type { Conversation } from "../../conversation.ts";
import { attachmentsOf } from "../../files/conversation-file.ts";
import { copyForConversation } from "../../files/saved-file.ts";
import { type ActDependencies, requestOperatorAction } from "../../handoff/actions/request-action.ts";
import { requireConversation } from "../../require-conversation.ts";
import type { Macro, MacroAction } from "./macro.ts";

export interface MacroDependencies extends ActDependencies {
  readonly platform: { readonly blobs: Blobs };
  config(tenantId: TenantId, name: string, version: number): Promise<TenantConfig>;
}

/**
 * Does a macro's actions one after the other. It stops at one that is refused; those before it are done. Repeated with its
 * Idempotency-Key, it goes on there and does nothing twice: each action's event has an id of its own.
 * @throws Problem as the refused action alone, 422 `macro-text-incomplete` before anything is done
 */
export async function runMacro(
  dependencies: MacroDependencies,
  request: { readonly identity: Caller; readonly idempotencyKey: string | undefined },
  { macro, conversationId }: { readonly macro: Macro; readonly conversationId: string },
): Promise<Conversation> {
  const { identity, idempotencyKey } = request;
  let conversation = await requireConversation(dependencies.documents, identity.tenantId, conversationId);
  const { name, version } = conversation.config;
  const { client_name } = await dependencies.config(identity.tenantId, name, version);
  const values = customerValues(conversation.customer.name, client_name);
  const wishes: Wish[] = [];
  for (const action of macro.actions) {
    const media = action.type === "reply" ? await mediaOf(action.files ?? []) : [];
    wishes.push({ ...wishOf(action, { fill, now: dependencies.now() }), ...(media.length === 0 ? {} : { media }) });
  }
  for (const [index, wish] of wishes.entries())
    conversation = await requestOperatorAction(
      dependencies,
      { identity, idempotencyKey: idempotencyKey && `${idempotencyKey}~${index}` },
      { conversationId: conversation.id, ...wish },
    );
  return conversation;

  /** The customer's own copies of saved files. */
  async function mediaOf(saved: readonly string[]) {
    const ports = { documents: dependencies.documents, blobs: dependencies.platform.blobs };
    const { tenantId, subject: by } = identity;
    const now = dependencies.now();
    const of = { tenantId, conversationId: conversation.id, by, at: now.toISOString() };
    const copies = await Promise.all(saved.map((id) => copyForConversation(ports, { ...of, id })));
    const ids = copies.map(({ id }) => id);
    return attachmentsOf(ports, tenantId, { conversationId: conversation.id, ids, now });
  }

  function fill(text: string): string {
    const filled = fillText(text, values);
    const [unknown] = filled.unknown;
    if (unknown === undefined) return filled.text;
    const detail = `{${unknown}} is not known of this customer. Write the text yourself, or correct the customer.`;
    throw new Problem(422, "macro-text-incomplete", detail);
  }
}

type Wish = Pick<OperatorActed, "action" | "text" | "labels" | "until" | "to" | "media">;

function wishOf(action: MacroAction, { fill, now }: { fill(text: string): string; readonly now: Date }): Wish {
  switch (action.type) {
    case "reply":
    case "note":
      return { action: action.type, text: fill(action.text) };
    case "label":
      return { action: "label", text: null, labels: { add: action.add, remove: action.remove } };
    case "snooze":
      return { action: "snooze", text: null, until: new Date(now.getTime() + action.minutes * 60_000).toISOString() };
    case "transfer":
      return { action: "transfer", text: null, to: { operator: null, department: action.department } };
    case "release":
    case "resolve":
      return { action: action.type, text: null };
  }
}

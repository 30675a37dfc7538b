/** What was written and not sent, by conversation, until it is sent or the person signs out. */
import { draftName } from "../../../shell/vault/text-names.ts";
import type { Vault } from "../../../shell/vault/vault.ts";

export function draftOf(vault: Vault, conversationId: string): string {
  return vault.get(draftName(conversationId)) ?? "";
}

export function keepDraft(vault: Vault, conversationId: string, text: string): void {
  vault.set(draftName(conversationId), text.trim() === "" ? undefined : text);
}

import type { Item } from "../item.ts";

/** The live call of a conversation, above its messages. */
export function CallPanel(_: { readonly client: string; readonly conversation: Item; readonly isMine: boolean }) {
  return null;
}

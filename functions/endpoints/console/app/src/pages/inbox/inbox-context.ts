import { createContext, use } from "react";
import type { InboxModel } from "./inbox-model.ts";
import type { ActName, Item } from "./item.ts";

export type Deed = ActName | "label";

/** What the parts of the page share. */
export interface InboxParts extends InboxModel {
  /** Opens a conversation, or none. */
  open(id: string | undefined): void;
  /** Does something with a conversation. `next`: goes to the next one. Where something must be chosen, it asks. */
  act(item: Item, action: Deed, options?: { readonly next?: boolean }): void;
  /** Does something with several conversations. */
  actAll(items: readonly Item[], action: Deed): void;
}

export const InboxContext = createContext<InboxParts | undefined>(undefined);

export function useInbox(): InboxParts {
  const inbox = use(InboxContext);
  if (inbox === undefined) throw new Error("This part belongs into the inbox.");
  return inbox;
}

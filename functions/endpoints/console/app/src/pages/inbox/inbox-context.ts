import { createContext, use } from "react";
import type { InboxModel } from "./inbox-model.ts";
import type { ActName, Item } from "./item.ts";

/** What the parts of the page share. */
export interface InboxParts extends InboxModel {
  /** Opens a conversation, or none. */
  open(id: string | undefined): void;
  /** Does something with a conversation. A transfer asks to whom. `next`: goes to the next conversation. */
  act(item: Item, action: ActName, options?: { readonly next?: boolean }): void;
}

export const InboxContext = createContext<InboxParts | undefined>(undefined);

export function useInbox(): InboxParts {
  const inbox = use(InboxContext);
  if (inbox === undefined) throw new Error("This part belongs into the inbox.");
  return inbox;
}

import { customerIdOfIdentity } from "../../../../shared/customers/identity.ts";
import type { TenantIds } from "../../../../shared/platform/tenant-ids.ts";
import type { StoredConversation } from "../conversations.ts";
import { folded } from "./search-index.ts";

/** Words are looked for in what is decrypted: so few conversations are read for one page. */
export const mostSearched = 50;

/** What somebody searches for. */
export type Searched =
  /** A whole phone number or mail address: its customer is known by a keyed hash, without reading anybody else. */
  | { readonly type: "customer"; readonly id: string }
  /** Parts of words. All of them must be there. */
  | { readonly type: "words"; readonly words: readonly string[] };

export function searchedIn(ids: TenantIds, q: string): Searched {
  const phone = q.replace(/[\s().-]/g, "");
  if (/^\+[1-9]\d{6,14}$/.test(phone)) return { type: "customer", id: customerIdOfIdentity(ids, "phone", phone) };
  const mail = q.trim().toLowerCase();
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(mail))
    return { type: "customer", id: customerIdOfIdentity(ids, "email", mail) };
  return {
    type: "words",
    words: folded(q)
      .split(/\s+/)
      .filter((word) => word !== ""),
  };
}

/** Whether it is the customer's, or whether name, address, summary or the newest messages have all the words. Pure. */
export function matchesSearch(searched: Searched, conversation: StoredConversation): boolean {
  const { customer, summary, recent, pending } = conversation;
  if (searched.type === "customer") return customer.id === searched.id;
  const texts = [...recent, ...pending].map(({ text }) => text);
  const all = folded([customer.name ?? "", customer.address, summary, ...texts].join("\n"));
  return searched.words.every((word) => all.includes(word));
}

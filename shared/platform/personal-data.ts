import type { TenantId } from "./tenant.ts";
import type { TenantIds } from "./tenant-ids.ts";

/** A person of one tenant, and everything by which what they left behind is found. */
export interface Person {
  readonly tenantId: TenantId;
  readonly ids: TenantIds;
  readonly customerIds: readonly string[];
  readonly conversationIds: readonly string[];
  /** The addresses that the person is known to have. One that they only name may be somebody else's. */
  readonly addresses: readonly Address[];
}

export interface Address {
  readonly kind: string;
  readonly value: string;
}

/**
 * What a collection's documents hold of the tenant's customers. `declared-by-owner` is for a view of another engine's
 * documents. `nothing` is for documents that name no customer; an id that stands for nobody once its record is gone is
 * nothing.
 */
export type PersonalData<T> = "nothing" | "declared-by-owner" | HeldData<T>;

export interface HeldData<T> {
  /** Where in a document it is. */
  readonly fields: readonly string[];
  /** How a person's documents are found. */
  readonly find: Find;
  /** False for a document that is found and that holds nothing (more) of this person. */
  isAbout?(data: T, person: Person): boolean;
  /** What is kept, without the person. Undefined: the document is deleted, which is the default. */
  afterErasure?(data: T, person: Person): T | undefined;
  /** The part that is this person's, where a document is about several. Default: the whole document. */
  exported?(data: T, person: Person): unknown;
  /** The names of the document's blobs. They are deleted with it. */
  files?(data: T): readonly string[];
}

export type Find =
  | {
      readonly by: "keys";
      keys(person: Person): readonly Key[];
      /** The field after the key in the index, with its direction, if any. */
      readonly order?: `${string} asc` | `${string} desc`;
    }
  | { readonly by: "ids"; ids(person: Person): readonly string[] }
  /** No index leads to them: every document is read, this many at a time, and `isAbout` decides. */
  | { readonly by: "reading-all"; readonly pageSize: number }
  /** They are the bus's dead letters, which only the bus can open. */
  | { readonly by: "dead-letters" };

export interface Key {
  readonly field: string;
  readonly value: string;
}

export function byConversation(field: string, order?: `${string} asc` | `${string} desc`): Find {
  return keysIn(field, ({ conversationIds }) => conversationIds, order);
}

export function byCustomer(field: string, order?: `${string} asc` | `${string} desc`): Find {
  return keysIn(field, ({ customerIds }) => customerIds, order);
}

function keysIn(
  field: string,
  values: (person: Person) => readonly string[],
  order: `${string} asc` | `${string} desc` | undefined,
): Find {
  const keys = (person: Person) => values(person).map((value) => ({ field, value }));
  return { by: "keys", keys, ...(order ? { order } : {}) };
}

export function holdsPersonalData<T>(personal: PersonalData<T>): personal is HeldData<T> {
  return typeof personal !== "string";
}

/** Takes the place of an erased person's id, name or address in what is kept. */
export const erasedCustomerId = "erased";

/**
 * Whether a value speaks of the person: it contains one of their ids, or one of their phone numbers or e-mail addresses
 * in any spelling with a country code. Other addresses do not count: a client may choose a session id freely.
 */
export function mentions(value: unknown, person: Person): boolean {
  const ids = [...person.customerIds, ...person.conversationIds];
  const mails: string[] = [];
  const phones: RegExp[] = [];
  for (const { kind, value: address } of person.addresses) {
    if (kind === "phone") phones.push(new RegExp(`(?<!\\d)${address.replace(/\D/g, "")}(?!\\d)`));
    if (kind === "email") mails.push(address.toLowerCase());
  }
  return textsIn(value).some((text) => {
    if (ids.some((id) => text.includes(id))) return true;
    const lower = text.toLowerCase();
    if (mails.some((mail) => lower.includes(mail))) return true;
    if (phones.length === 0 || !/\d{2}/.test(text)) return false;
    const digits = text.replace(/(?<=\d)[\s().-]{1,3}(?=\d)/g, "");
    return phones.some((phone) => phone.test(digits));
  });
}

/** Every text within a value, names of fields included. */
function textsIn(value: unknown): string[] {
  const texts: string[] = [];
  const left: unknown[] = [value];
  while (left.length > 0) {
    const next = left.pop();
    if (typeof next === "string") texts.push(next);
    else if (typeof next === "number") texts.push(String(next));
    else if (Array.isArray(next)) for (const each of next) left.push(each);
    else if (next !== null && typeof next === "object")
      for (const [name, each] of Object.entries(next)) {
        texts.push(name);
        left.push(each);
      }
  }
  return texts;
}

import { z } from "zod";
import type { Stored } from "../../../../../shared/platform/documents.ts";
import { type Owned, ownedDocument } from "../../../../../shared/runtime/owned-document.ts";

export const Presence = z.literal(["online", "away", "offline"]);
export type Presence = z.infer<typeof Presence>;

/** A person at the tenant who takes conversations over. */
const Operator = z.object({
  /** The subject of their token. */
  id: z.string(),
  name: z.string(),
  /** Empty: all departments. */
  departments: z.array(z.string()),
  skills: z.array(z.string()),
  /** BCP 47 tags. Empty: any language. */
  languages: z.array(z.string()),
  presence: Presence,
  /** The operator counts as offline after this time unless they report again. */
  presenceUntil: z.string(),
  maxConversations: z.number().int(),
  lastAssignedAt: z.string().nullable(),
  updatedAt: z.string(),
});
export type Operator = z.infer<typeof Operator>;

export const operators = ownedDocument<Operator>({
  name: "operators",
  state: Operator,
  indexes: [["name"], ["presence", "presenceUntil asc"]],
  confidential: true,
  // The tenant's own people, who are no customers.
  personal: "nothing",
});

/** An operator as read, with the number of their open conversations, counted at most up to their capacity. */
export interface Candidate {
  readonly stored: Stored<Owned<Operator>>;
  readonly load: number;
}

export function newOperator(id: string, at: string): Operator {
  return {
    id,
    name: id,
    departments: [],
    skills: [],
    languages: [],
    presence: "offline",
    presenceUntil: at,
    maxConversations: 5,
    lastAssignedAt: null,
    updatedAt: at,
  };
}

export function presenceAt(operator: Pick<Operator, "presence" | "presenceUntil">, now: Date): Presence {
  return operator.presenceUntil > now.toISOString() ? operator.presence : "offline";
}

import { z } from "zod";
import { personNames } from "../../../shared/contracts/accounts/account-names.ts";
import type { Collection } from "../../../shared/platform/documents.ts";
import { TenantId } from "../../../shared/platform/tenant.ts";
import { roles } from "../../../shared/security/tokens/identity.ts";

const Person = z.object({
  email: z.string(),
  name: z.string(),
  nameKey: z.string(),
  /** The client that they work for; the agency's own people have its id. */
  clientId: TenantId,
  roles: z.array(z.enum(roles)),
  createdAt: z.string(),
  createdBy: z.string(),
  removedAt: z.string().nullable(),
});
export type Person = z.infer<typeof Person>;

/** The people who sign in, in the agency's scope. The id is derived from their address. */
export const people: Collection<Person> = {
  name: personNames.name,
  schema: Person,
  indexes: [["nameKey"], ["clientId", "nameKey asc"]],
  confidential: false,
  // Colleagues, and not customers.
  personal: "nothing",
};

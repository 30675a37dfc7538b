import { z } from "zod";
import { absent, type Collection, put, type Stored, type Write } from "../../../../../shared/platform/documents.ts";

const AddressCodes = z.object({
  /** The id that belongs to the address. */
  id: z.string(),
  /** When a code was sent there, oldest first. */
  sentAt: z.array(z.string()),
});
type AddressCodes = z.infer<typeof AddressCodes>;

/** How often codes were sent to an address within a day, whoever named it: no address is named here. */
export const addressCodes: Collection<AddressCodes> = {
  name: "address-codes",
  schema: AddressCodes,
  indexes: [],
  confidential: true,
  // Times of the last day, under the hash of an address.
  personal: "nothing",
};

const dayMs = 24 * 3_600_000;
/** Codes to one address in a day, from all conversations together. */
const codesPerDay = 3;

/** The write that counts one more code to the address; undefined when there were enough. */
export function countingCode(id: string, stored: Stored<AddressCodes> | undefined, now: Date): Write | undefined {
  const since = new Date(now.getTime() - dayMs).toISOString();
  const recent = (stored?.data.sentAt ?? []).filter((at) => at > since);
  if (recent.length >= codesPerDay) return undefined;
  return put(
    addressCodes,
    id,
    { id, sentAt: [...recent, now.toISOString()] },
    { ifVersion: stored?.version ?? absent, expiresAt: new Date(now.getTime() + dayMs) },
  );
}

import { z } from "zod";
import { readPhoneNumber } from "../../../../../shared/channels/addresses/read-phone-number.ts";
import { accountAddressOf } from "../../../../../shared/channels/addresses/recipient.ts";
import { customerIdOfIdentity } from "../../../../../shared/customers/identity.ts";
import { plainDigits } from "../../../../../shared/schema/plain-digits.ts";
import type { TableRow } from "../../../../../shared/tables/cell.ts";
import type { AttemptLimit } from "./attempt-counts.ts";
import { countId, countryIn, type Verification } from "./verification.ts";

export interface AddressOnFile {
  readonly kind: "phone" | "email";
  readonly channel: "sms" | "email";
  readonly address: string;
  readonly accountAddress: string;
}

const channelOfCodes = { phone: "sms", email: "email" } as const;

/** Where a code for the person of this row goes. Undefined when the row has no address that the client can write to. */
export function addressOnFile({ turn, section }: Verification, row: TableRow): AddressOnFile | undefined {
  for (const kind of section.send_to) {
    const channel = channelOfCodes[kind];
    const accountAddress = accountAddressOf(turn.config, channel);
    const cell = row[kind];
    const address = typeof cell === "string" || typeof cell === "number" ? addressIn(kind, String(cell), turn) : "";
    if (accountAddress !== null && address !== "") return { kind, channel, address, accountAddress };
  }
  return undefined;
}

const dayMs = 24 * 3_600_000;
/** Codes to one address in a day that nobody typed back, from all conversations together. */
const codesPerDay = 5;

export function addressLimit(
  verification: Verification,
  { kind, address }: Pick<AddressOnFile, "kind" | "address">,
): AttemptLimit {
  const addressId = customerIdOfIdentity(verification.ids, kind, address);
  return { id: countId(verification, "code", "address", addressId), most: codesPerDay, windowMs: dayMs };
}

/** A number without a country code goes nowhere unless the client's country completes it: it may be a stranger's. */
function addressIn(kind: "phone" | "email", cell: string, turn: Verification["turn"]): string {
  if (kind === "email") return z.email().safeParse(cell.trim()).data ?? "";
  const international = `+${cell.replace(/\D/g, "")}`;
  if (cell.trim().startsWith("+") && /^\+[1-9]\d{6,14}$/.test(international)) return international;
  return readPhoneNumber(plainDigits(cell), countryIn(turn))?.number ?? "";
}

import { z } from "zod";
import { accountAddressOf } from "../../../../../shared/channels/recipient.ts";
import type { TableRow } from "../../../../../shared/tables/cell.ts";
import { plainValue } from "./compare-fields.ts";
import { countryIn, type Verification } from "./verification.ts";

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

function addressIn(kind: "phone" | "email", cell: string, turn: Verification["turn"]): string {
  if (kind === "email") return z.email().safeParse(cell.trim()).data ?? "";
  const digits = plainValue("phone", cell, countryIn(turn));
  return /^[1-9]\d{6,14}$/.test(digits) ? `+${digits}` : "";
}

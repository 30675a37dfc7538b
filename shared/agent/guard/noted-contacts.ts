import { TerminalError } from "../../runtime/failures/errors.ts";
import { hasForeignContact } from "./contacts.ts";
import type { Evidence } from "./evidence.ts";
import { readableText } from "./readable.ts";

/**
 * Checks what is about to be remembered for later turns. The guard lets a reply repeat a remembered contact, so the model
 * may remember only those that the customer, the company or a tool gave.
 * @throws TerminalError `context-refused`
 */
export function requireKnownContacts(value: string, evidence: Evidence): void {
  if (!hasForeignContact(readableText(value), evidence)) return;
  throw new TerminalError(
    "context-refused",
    "The context was not updated: it holds a contact that neither the customer nor the company nor a tool gave.",
  );
}

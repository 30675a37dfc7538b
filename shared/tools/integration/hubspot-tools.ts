import { z } from "zod";
import { contactOf } from "../contact.ts";
import type { Tool, ToolCallContext, ToolDependencies, ToolResult } from "../tool.ts";
import { zodParameters } from "../tool-parameters.ts";
import { type ContactKey, hubspotClient } from "./hubspot-client.ts";

const Claimed = {
  phone: z
    .string()
    .regex(/^\+[1-9]\d{7,14}$/, "must be an international number such as +919812345678")
    .optional()
    .describe("The number that the customer gives, where the channel proves none"),
  email: z
    .email()
    .max(200)
    .optional()
    .describe("The mail address that the customer gives, where the channel proves none"),
};

interface Contact {
  readonly key: ContactKey;
  /** True when the channel proves that it is the customer's own. */
  readonly isProven: boolean;
}

/**
 * Contacts, deals and notes in the client's HubSpot, about the conversation's own customer. A contact that the customer
 * only names is created where there is none, and never changed: it may be somebody else's.
 */
export function hubspotTools(
  entry: { readonly name: string; readonly about: string },
  secret: string,
  dependencies: ToolDependencies,
): readonly Tool[] {
  const { name, about } = entry;
  const hubspot = hubspotClient(secret, dependencies);
  const contact = z.object({
    ...Claimed,
    first_name: z.string().trim().min(1).max(100).optional(),
    last_name: z.string().trim().min(1).max(100).optional(),
    company: z.string().trim().min(1).max(200).optional(),
  });
  const deal = z.object({
    ...Claimed,
    name: z.string().trim().min(1).max(200).describe("What the deal is about"),
    amount: z.number().min(0).max(1e9).optional().describe("In the client's currency, if it is known"),
  });
  const note = z.object({ ...Claimed, text: z.string().trim().min(1).max(4000) });

  async function withContact(
    args: Readonly<Record<string, unknown>>,
    call: ToolCallContext,
    then: (contactId: string) => Promise<object>,
  ): Promise<ToolResult> {
    const known = contactFor(args, call);
    if (!known) return { content: unknownContact };
    const { id } = await hubspot.save(known.key, {}, { ...call, mayChange: false });
    return { content: { contact_id: id, ...(await then(id)) } };
  }

  return [
    tool(`${name}_save_contact`, `${about}: saves the customer as a contact, or what has changed about them.`, {
      parameters: contact,
      reconcile: "repeat",
      async execute(args, call) {
        const given = contact.parse(args);
        const known = contactFor(given, call);
        if (!known) return { content: unknownContact };
        const properties = Object.entries({
          firstname: given.first_name,
          lastname: given.last_name,
          company: given.company,
        }).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]));
        const at = { ...call, mayChange: known.isProven };
        const { id, existed } = await hubspot.save(known.key, Object.fromEntries(properties), at);
        return { content: { contact_id: id, saved: !existed || known.isProven } };
      },
    }),
    tool(`${name}_create_deal`, `${about}: notes that the customer wants to buy something.`, {
      parameters: deal,
      reconcile: "ask",
      execute(args, call) {
        const given = deal.parse(args);
        const wanted = { name: given.name, amount: given.amount };
        return withContact(given, call, async (id) => ({ deal_id: (await hubspot.deal(id, wanted, call)).id }));
      },
    }),
    tool(`${name}_add_note`, `${about}: adds a note about the customer for the client's staff.`, {
      parameters: note,
      reconcile: "ask",
      execute(args, call) {
        const given = note.parse(args);
        return withContact(given, call, async (id) => ({
          note_id: (await hubspot.note(id, given.text, call.now, call)).id,
        }));
      },
    }),
  ];
}

const unknownContact = { error: "Nothing was saved: ask the customer for a phone number or mail address first." };

function contactFor(
  given: { readonly phone?: unknown; readonly email?: unknown },
  call: ToolCallContext,
): Contact | undefined {
  const [phone, email] = [contactOf(call, "sms"), contactOf(call, "email")];
  if (phone?.startsWith("+")) return { key: { property: "phone", value: phone }, isProven: true };
  if (email !== undefined) return { key: { property: "email", value: email.toLowerCase() }, isProven: true };
  if (typeof given.email === "string")
    return { key: { property: "email", value: given.email.toLowerCase() }, isProven: false };
  if (typeof given.phone === "string") return { key: { property: "phone", value: given.phone }, isProven: false };
  return undefined;
}

function tool(
  name: string,
  description: string,
  more: { readonly parameters: z.ZodObject } & Pick<Tool, "execute" | "reconcile">,
): Tool {
  const { parameters, reconcile, execute } = more;
  return { name, description, parameters: zodParameters(parameters), sideEffects: true, reconcile, execute };
}

import { z } from "zod";
import { conversationIdOf } from "../../../../../shared/channels/addresses/recipient.ts";
import { messageRequested, textContent } from "../../../../../shared/events/index.ts";
import { deriveId } from "../../../../../shared/runtime/ids.ts";
import { newEvent } from "../../../../../shared/runtime/step.ts";
import { contactIdentityOf } from "../../../../../shared/tools/contact.ts";
import { requestCodeName } from "../../../../../shared/tools/identity.ts";
import type { Tool, ToolResult } from "../../../../../shared/tools/tool.ts";
import { zodParameters } from "../../../../../shared/tools/tool-parameters.ts";
import { type AddressOnFile, addressLimit, addressOnFile } from "./address-on-file.ts";
import { countAttempt } from "./attempt-counts.ts";
import { codeHash, codeValidMs, randomCode } from "./code.ts";
import { plainValue } from "./compare-fields.ts";
import { findRows } from "./find-rows.ts";
import { identityPhrases } from "./phrases.ts";
import { saidByCustomer } from "./said-by-customer.ts";
import type { PendingCode } from "./state.ts";
import {
  attemptId,
  countryIn,
  describedValue,
  reportLimit,
  sharedLimits,
  type Verification,
  valueLimit,
} from "./verification.ts";

/**
 * Sends a code to the address in the row that the customer names. The answer is the same whether there is such a row or
 * not, and the address never comes from the conversation.
 */
export function codeTool(verification: Verification): Tool {
  const { find_by } = verification.section;
  return {
    name: requestCodeName,
    description: `Verifies who the customer is: sends a code to the phone number or mail address that the company has on file. Ask the customer for one of: ${find_by.join(", ")}. The customer then types the code here, and the service checks it without you.`,
    parameters: zodParameters(
      z
        .object(Object.fromEntries(find_by.map((column) => [column, describedValue(verification, column).optional()])))
        .refine((given) => Object.values(given).filter((value) => value !== undefined).length === 1, {
          message: "must name exactly one value",
        }),
    ),
    sideEffects: false,
    reconcile: "repeat",
    execute: (args) => requestCode(verification, args),
  };
}

async function requestCode(verification: Verification, args: Readonly<Record<string, unknown>>): Promise<ToolResult> {
  const { turn, ports, section } = verification;
  const { tenantId } = turn;
  const [column = "", value = ""] = givenValue(args);
  if (!saidByCustomer([value], verification.customerTexts) && !isOwnAddress(verification, column, value))
    return { content: notSaid };
  const attempt = { tenantId, by: attemptId(verification, requestCodeName, args), now: ports.now };
  const limits = [...sharedLimits(verification, "code"), valueLimit(verification, { purpose: "code", column, value })];
  if ((await countAttempt(ports.documents, { ...attempt, limits })).length > 0) {
    reportLimit(verification, requestCodeName);
    return { content: notNow };
  }

  const country = countryIn(turn);
  const rows = await findRows({ documents: ports.documents, tables: turn.config.tables }, tenantId, {
    table: section.table,
    column,
    value,
    country,
  });
  const [found, ...others] = rows;
  const target = found && others.length === 0 ? addressOnFile(verification, found.row) : undefined;
  if (!found || !target) return { content: sentIfKnown };
  const perAddress = [addressLimit(verification, target)];
  if ((await countAttempt(ports.documents, { ...attempt, limits: perAddress })).length > 0)
    return { content: sentIfKnown };
  prepareCode(verification, { key: found.key, attempt: attempt.by }, target);
  return { content: sentIfKnown };
}

function givenValue(args: Readonly<Record<string, unknown>>): readonly [string, string] | readonly [] {
  for (const [column, value] of Object.entries(args)) if (typeof value === "string") return [column, value];
  return [];
}

/** The address that the channel verifies is the customer's own word, though they did not type it. */
function isOwnAddress({ turn }: Verification, column: string, value: string): boolean {
  const own = contactIdentityOf(turn.conversation);
  if (own === undefined || own.column !== column) return false;
  const country = countryIn(turn);
  return plainValue(column, own.value, country) === plainValue(column, value, country);
}

function prepareCode(
  verification: Verification,
  request: Pick<PendingCode, "key" | "attempt">,
  to: AddressOnFile,
): void {
  const { turn, ports, ids, section } = verification;
  const { tenantId, conversation, config, signals } = turn;
  const id = deriveId("identity-code", tenantId, turn.turnId);
  const code = randomCode();
  const target = conversationIdOf(ids, to.channel, to.address);
  const phrases = identityPhrases(signals.language);
  verification.code = {
    id,
    table: section.table,
    ...request,
    hash: codeHash(ids, { conversationId: conversation.id, id, code }),
    expiresAt: new Date(ports.now.getTime() + codeValidMs).toISOString(),
  };
  verification.request = newEvent(messageRequested, target, {
    requestId: id,
    origin: { kind: "verification", id },
    purpose: "transactional",
    conversationId: target,
    recipient: { channel: to.channel, address: to.address, accountAddress: to.accountAddress, name: null },
    content: textContent(phrases.code(code, config.client_name)),
    keptAs: phrases.code("••••••", config.client_name),
    template: null,
    unlessWrittenSince: null,
    configName: conversation.config.name,
  });
}

const notSaid = {
  sent: false,
  note: "Nothing was sent: the customer did not write this value. Ask the customer for it.",
};
const sentIfKnown = {
  sent: "if_known",
  note: "If this is on file, a code is on its way to the phone number or mail address there. It is not told whether it is. Ask the customer to type the code here. It is valid for 10 minutes.",
};
const notNow = {
  sent: false,
  note: "There were too many attempts. Do not try again. Offer that a person of the company takes over.",
};

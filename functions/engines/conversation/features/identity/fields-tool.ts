import { z } from "zod";
import { verifyIdentityName } from "../../../../../shared/tools/identity.ts";
import type { Tool, ToolResult } from "../../../../../shared/tools/tool.ts";
import { zodParameters } from "../../../../../shared/tools/tool-parameters.ts";
import { countAttempt, forgetAttempt } from "./attempt-counts.ts";
import { matchesRow } from "./compare-fields.ts";
import { findRows, type PersonRow } from "./find-rows.ts";
import { saidByCustomer } from "./said-by-customer.ts";
import {
  attemptId,
  countryIn,
  describedValue,
  prove,
  reportLimit,
  rowLimit,
  sharedLimits,
  type Verification,
  valueLimit,
} from "./verification.ts";

/**
 * Compares what the customer knows with a row. The attempt is counted before the comparison, and a failure tells nothing
 * about what was wrong: no row, another row, which field. Values that the customer did not write are refused.
 */
export function fieldsTool(verification: Verification, columns: readonly string[]): Tool {
  return {
    name: verifyIdentityName,
    description: `Verifies who the customer is by what they know. Ask them for all of: ${columns.join(", ")}. Pass their answers as they wrote them, and a date as YYYY-MM-DD.`,
    parameters: zodParameters(
      z.object(Object.fromEntries(columns.map((column) => [column, describedValue(verification, column)]))),
    ),
    sideEffects: false,
    reconcile: "repeat",
    execute: (args) => verifyFields(verification, columns, args as Readonly<Record<string, string>>),
  };
}

async function verifyFields(
  verification: Verification,
  columns: readonly string[],
  args: Readonly<Record<string, string>>,
): Promise<ToolResult> {
  const { turn, ports, section, customerTexts } = verification;
  const { tenantId } = turn;
  const [first = "id"] = columns;
  const value = args[first] ?? "";
  if (!saidByCustomer(Object.values(args), customerTexts)) return { content: notSaid };

  const attempt = { tenantId, by: attemptId(verification, verifyIdentityName, args), now: ports.now };
  const openLimits = [
    ...sharedLimits(verification, "fields"),
    valueLimit(verification, { purpose: "fields", column: first, value }),
  ];
  const reached = await countAttempt(ports.documents, { ...attempt, limits: openLimits });
  if (reached.length > 0) {
    reportLimit(verification, verifyIdentityName);
    return { content: locked };
  }

  const country = countryIn(turn);
  const rows = await findRows({ documents: ports.documents, tables: turn.config.tables }, tenantId, {
    table: section.table,
    column: first,
    value,
    country,
  });
  const rowLimits = rows.map(({ key }) => rowLimit(verification, key));
  const isLocked = (await countAttempt(ports.documents, { ...attempt, limits: rowLimits })).length > 0;
  const candidates: readonly (PersonRow | undefined)[] = rows.length === 0 ? [undefined] : rows;
  const matching = candidates.filter((each) => matchesRow(each?.row, args, { columns, country }));
  const [match, ...others] = matching;
  if (isLocked || match === undefined || others.length > 0) return { content: notVerified };
  await forgetAttempt(ports.documents, { ...attempt, limits: [...openLimits, ...rowLimits] });
  return { content: { verified: true }, identity: await prove(verification, match, "fields") };
}

const notSaid = {
  verified: false,
  note: "Not checked: these are not the customer's own words. Ask the customer for each of the values.",
};
const notVerified = {
  verified: false,
  note: "The details do not match. It is not known which one is wrong. Say so, and ask for all of them again.",
};
const locked = {
  verified: false,
  locked: true,
  note: "There were too many attempts. Do not try again. Offer that a person of the company takes over.",
};

import { Failure } from "../failure.ts";
import type { DataOptions } from "../options.ts";
import { countText, note, print, printJson, printTable } from "../output.ts";
import { runProvisioning } from "./telephony.ts";

interface Options extends DataOptions {
  readonly dryRun?: boolean;
  readonly prune?: boolean;
  readonly json?: boolean;
}

/** @throws Failure when a number cannot be provisioned; the others are. */
export async function provision(options: Options): Promise<void> {
  const { provisioning, lines } = await runProvisioning(options);
  const { changes, leftovers, problems } = provisioning;
  if (options.json) printJson(provisioning);
  else {
    if (changes.length > 0)
      printTable(
        ["number", options.dryRun ? "would" : "did", "part", "LiveKit's id"],
        changes.map(({ number, action, part, id }) => [number, action, part, id ?? ""]),
      );
    else print(`${countText(lines.lines.length, "number")} provisioned; nothing changes.`);
    for (const { part, id, number } of leftovers)
      note(`No configuration has ${number} any more: ${part} ${id} is left. --prune deletes it.`);
  }
  if (problems.length === 0) return;
  const reasons = problems.map(({ number, tenantId, message }) => `  ${number} (${tenantId}): ${message}`);
  throw new Failure(`${countText(problems.length, "number")} cannot be provisioned:\n${reasons.join("\n")}`);
}

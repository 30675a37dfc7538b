import type { DataOptions } from "../options.ts";
import { note, print, printJson, printTable } from "../output.ts";
import { runProvisioning } from "./telephony.ts";

/** Whether calls reach a number: all is as configured, something is to be provisioned, or it cannot be. */
type LineStatus = "ok" | "missing" | "outdated" | "refused";

export async function showStatus(options: DataOptions & { readonly json?: boolean }): Promise<void> {
  const { account, lines, provisioning } = await runProvisioning({ ...options, dryRun: true });
  const { changes, leftovers, problems } = provisioning;
  const statusOf = (number: string): LineStatus => {
    if (problems.some((problem) => problem.number === number)) return "refused";
    const actions = changes.filter((change) => change.number === number).map(({ action }) => action);
    if (actions.length === 0) return "ok";
    return actions.includes("create") ? "missing" : "outdated";
  };
  const numbers = [
    ...lines.lines.map(({ tenantId, number, carrier }) => ({
      client: tenantId,
      number,
      status: statusOf(number),
      calls_out_through: carrier.address,
    })),
    ...lines.problems.map(({ tenantId, number }) => ({
      client: tenantId,
      number,
      status: "refused" as const,
      calls_out_through: null,
    })),
  ];
  if (options.json) return printJson({ server: account.apiUrl, numbers, problems, leftovers });
  print(`LiveKit answers at ${account.apiUrl}.`);
  if (numbers.length === 0)
    return print("No active configuration has a telephone number (channels.input, type voice).");
  printTable(
    ["client", "number", "status", "calls out through"],
    numbers.map(({ client, number, status, calls_out_through }) => [
      client,
      number,
      status,
      calls_out_through ?? "nobody",
    ]),
  );
  for (const { number, message } of problems) note(`${number}: ${message}`);
  for (const { part, id, number } of leftovers) note(`${part} ${id} is left of ${number}, which no configuration has.`);
  if (numbers.some(({ status }) => status === "missing" || status === "outdated"))
    note("`npm run cli -- voice provision` provisions what is missing or outdated.");
  note("LiveKit does not say how many voice runners are registered; each answers at its own health port.");
}

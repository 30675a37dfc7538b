import { writeFileSync } from "node:fs";
import { amountText } from "../../../../shared/payments/amount.ts";
import { CorrectionView, MaintenanceView } from "../../../engines/sla/notes/views.ts";
import { SlaStatus } from "../../../engines/sla/reports/status-view.ts";
import { SlaMonthView } from "../../../engines/sla/reports/views.ts";
import { connect, type ServerOptions } from "../api/connect.ts";
import { Failure } from "../failure.ts";
import { localTime, note, print, printJson, printTable } from "../output.ts";

interface Span extends ServerOptions {
  readonly from: string;
  readonly until: string;
  readonly channel?: readonly string[];
}

export async function showStatus(options: ServerOptions & { readonly json?: boolean }): Promise<void> {
  const api = await connect(options);
  const status = await api.get("/v1/sla", { reply: SlaStatus });
  if (options.json) return printJson(status);
  if (status.month === null) return print("The active configuration has no SLA. Add the section sla (docs/sla.md).");
  if (!status.watching) note("The channels are not probed at the moment, so their state is not known.");
  if (status.clock_off_ms !== null)
    note(`The server's clock differs by ${status.clock_off_ms} ms. Minutes are not recorded until it is right.`);
  printTable(
    ["channel", "state", "incident"],
    status.channels.map(({ channel, state, incident }) => [channel, state, incident ? "open" : ""]),
  );
  print("");
  printMonth(status.month);
}

export async function report(
  options: ServerOptions & {
    readonly month: string | undefined;
    readonly file?: string;
    readonly language: string;
    readonly json?: boolean;
  },
): Promise<void> {
  const { file, language, json = false } = options;
  const api = await connect(options);
  const month = options.month ?? (await api.get("/v1/sla", { reply: SlaStatus })).month?.month;
  if (month === undefined) throw new Failure("The active configuration has no SLA. Add the section sla (docs/sla.md).");
  if (file !== undefined) {
    const path = `/v1/sla/reports/${month}`;
    if (file.endsWith(".pdf"))
      writeFileSync(file, await api.bytes(`${path}/pdf?language=${encodeURIComponent(language)}`));
    else if (file.endsWith(".focus.csv")) writeFileSync(file, await api.bytes(`${path}/focus`));
    else if (file.endsWith(".csv")) writeFileSync(file, await api.bytes(`${path}/csv`));
    else throw new Failure("The file's name ends in .pdf, .csv or .focus.csv.", { exitCode: 2 });
    return print(`Written: ${file}`);
  }
  const found = await api.get("/v1/sla/reports/:month", { params: { month }, reply: SlaMonthView });
  if (json) return printJson(found);
  printMonth(found);
}

export async function correct(options: Span & { readonly state: string; readonly reason: string }): Promise<void> {
  const { from, until, channel: channels = [], state, reason } = options;
  const api = await connect(options);
  const body = { from, until, channels, state, reason };
  const made = await api.post("/v1/sla/corrections", { body, reply: CorrectionView });
  print(
    `Corrected (${made.correction_id}): ${localTime(made.from)} to ${localTime(made.until)} counts as ${made.state}.`,
  );
}

export async function addMaintenance(options: Span & { readonly title: string }): Promise<void> {
  const { title, from, until, channel: channels = [] } = options;
  const api = await connect(options);
  const made = await api.post("/v1/sla/maintenance", {
    body: { title, from, until, channels },
    reply: MaintenanceView,
  });
  print(`Announced (${made.maintenance_id}): ${localTime(made.from)} to ${localTime(made.until)}.`);
}

function printMonth(month: SlaMonthView): void {
  const { contract, family, over, availability, down_minutes, credit_minor, currency } = month;
  const credit = over ? `, credit ${amountText(credit_minor, currency)}` : " so far";
  const share = availability === null ? "no minute counts" : `${availability} %`;
  print(`${contract} (${family}), ${month.month}: ${share}, ${down_minutes} minutes down${credit}.\n`);
  printTable(
    ["channel", "availability", "minutes", "down", "unknown", "excluded", "turns", "failed"],
    month.channels.map((each) => [
      ...[each.channel, each.availability === null ? "none" : `${each.availability} %`],
      ...[each.counted_minutes, each.down_minutes, each.unknown_minutes, each.excluded_minutes].map(String),
      ...[each.requests, each.errors].map(String),
    ]),
  );
  for (const { from, until, state, reason } of month.corrections)
    print(`\nCorrected: ${localTime(from)} to ${localTime(until)} counts as ${state}. ${reason}`);
}

import { type Command, InvalidArgumentError, Option } from "commander";
import { jsonOption, limitOption, onServer, withExamples } from "../options.ts";

const monthArgument = (given: string): string => {
  if (/^20\d\d-(0[1-9]|1[0-2])$/.test(given)) return given;
  throw new InvalidArgumentError("A month is a year and a month, such as 2026-11.");
};
const timeArgument = (given: string): string => {
  const at = new Date(given);
  if (/(Z|[+-]\d\d:?\d\d)$/.test(given) && !Number.isNaN(at.getTime())) return at.toISOString();
  throw new InvalidArgumentError("A time has a date and a zone, such as 2026-11-29T02:00+05:30.");
};
const spanOptions = (command: Command): Command =>
  onServer(command)
    .addOption(
      new Option("--from <time>", "its first minute, with the zone").makeOptionMandatory().argParser(timeArgument),
    )
    .addOption(new Option("--until <time>", "the minute after its last").makeOptionMandatory().argParser(timeArgument))
    .option("--channel <channel...>", "only these channels (default: all)");

/** `sla …`, `incidents …`, `maintenance …`: whether a client has what it was promised. */
export function addSlaVerbs(root: Command): void {
  const sla = root.command("sla").description("show and correct how a client's channels stand against the SLA");
  withExamples(
    onServer(sla.command("status").description("show the channels and the month so far"))
      .addOption(jsonOption())
      .action(async (options) => (await import("./sla.ts")).showStatus(options)),
    "sla status --client client_123",
  );
  withExamples(
    onServer(sla.command("report").description("show a month, or write it to a .pdf or .csv file"))
      .argument("[month]", "such as 2026-11 (default: this month so far)", monthArgument)
      .option("--file <file>", "write it there; the name ends in .pdf, .csv or .focus.csv")
      .option("--language <language>", "of the PDF: en or hi", "en")
      .addOption(jsonOption())
      .action(async (month: string | undefined, options) => (await import("./sla.ts")).report({ month, ...options })),
    "sla report 2026-11 --client client_123",
    "sla report 2026-11 --file november.pdf --client client_123",
  );
  withExamples(
    spanOptions(sla.command("correct").description("say how past minutes count, with a reason"))
      .addOption(
        new Option("--state <state>", "how they count")
          .choices(["up", "down", "unknown", "excluded"])
          .makeOptionMandatory(),
      )
      .requiredOption("--reason <text>", "why; the status page and the report show it")
      .action(async (options) => (await import("./sla.ts")).correct(options)),
    'sla correct --from 2026-11-03T10:00+05:30 --until 2026-11-03T10:25+05:30 --state excluded --reason "The client had switched its number off" --client client_123',
  );

  const incidents = root.command("incidents").description("list, open and close incidents");
  withExamples(
    onServer(incidents.command("list").description("list incidents, newest first"))
      .addOption(new Option("--status <status>", "only these").choices(["open", "closed"]))
      .addOption(limitOption())
      .addOption(jsonOption())
      .action(async (options) => (await import("./incidents.ts")).listIncidents(options)),
    "incidents list --status open --client client_123",
  );
  withExamples(
    onServer(incidents.command("open").description("open an incident by hand"))
      .argument("<title>", "what is wrong; the status page shows it")
      .option("--channel <channel...>", "the channels that it concerns")
      .option("--page", "also tell PagerDuty")
      .action(async (title: string, options) => (await import("./incidents.ts")).openIncident({ title, ...options })),
    'incidents open "Answers in Hindi are slow" --channel whatsapp --client client_123',
  );
  withExamples(
    onServer(incidents.command("close").description("close an incident"))
      .argument("<id>", "its id, as `incidents list` prints it")
      .requiredOption("--text <text>", "how it ended; the status page shows it")
      .action(async (id: string, options) => (await import("./incidents.ts")).closeIncident({ id, ...options })),
    'incidents close 3f0c… --text "The provider has repaired it." --client client_123',
  );

  const maintenance = root.command("maintenance").description("announce maintenance");
  withExamples(
    spanOptions(maintenance.command("add").description("announce maintenance before it begins"))
      .argument("<title>", "what is done; the status page shows it")
      .action(async (title: string, options) => (await import("./sla.ts")).addMaintenance({ title, ...options })),
    'maintenance add "A newer database" --from 2026-12-05T02:00+05:30 --until 2026-12-05T03:00+05:30 --client client_123',
  );
}

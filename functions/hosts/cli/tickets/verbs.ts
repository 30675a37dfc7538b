import { type Command, Option } from "commander";
import { jsonOption, limitOption, onServer, withExamples } from "../options.ts";

const id = "T-3F9C21B07D11";
const statusOption = (what: string) => new Option("--status <status>", what).choices(["open", "pending", "solved"]);

/** `tickets …`: what tools and handoffs left for a client's staff. */
export function addTicketVerbs(root: Command): void {
  const tickets = root.command("tickets").description("work on the tickets that were left for a client's staff");
  withExamples(
    onServer(tickets.command("list").description("list tickets, newest first"))
      .addOption(statusOption("only those in this state"))
      .addOption(limitOption())
      .addOption(jsonOption())
      .action(async (options) => (await import("./tickets.ts")).listTickets(options)),
    "tickets list --client client_123 --status open",
  );
  withExamples(
    onServer(tickets.command("show").description("show a ticket with its comments"))
      .argument("<id>", "the ticket's id")
      .addOption(jsonOption())
      .action(async (ticket: string, options) => (await import("./tickets.ts")).showTicket({ ticket, ...options })),
    `tickets show ${id} --client client_123`,
  );
  withExamples(
    onServer(tickets.command("change").description("change a ticket's state or who has it, or note something on it"))
      .argument("<id>", "the ticket's id")
      .addOption(statusOption("its new state"))
      .addOption(new Option("--assign <name>", 'who has it; "" for nobody'))
      .addOption(new Option("--comment <text>", "a note for staff"))
      .addOption(jsonOption())
      .action(async (ticket: string, options) => (await import("./tickets.ts")).changeTicket({ ticket, ...options })),
    `tickets change ${id} --client client_123 --status pending --assign asha`,
  );
}

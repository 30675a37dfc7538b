import type { PdfLanguage } from "../../../../shared/documents/pdf/pdf-document.ts";
import { pageOf } from "../../../../shared/http/paging.ts";
import { amountText } from "../../../../shared/payments/amount.ts";
import { NewProposalView, ProposalSummaryView, ProposalView } from "../../../engines/pricing/proposals/views.ts";
import { connect, type ServerOptions } from "../api/connect.ts";
import { collect } from "../data.ts";
import type { ListOptions } from "../options.ts";
import { localTime, note, print, printJson, printTable } from "../output.ts";

export async function createProposal(
  options: ServerOptions & {
    readonly pricing: string;
    readonly quote: number;
    readonly for: string;
    readonly sender: string;
    readonly title: string;
    readonly language: PdfLanguage;
    readonly introduction?: string;
    readonly days?: number;
    readonly despiteUnknownPrices?: boolean;
    readonly json?: boolean;
  },
): Promise<void> {
  const { pricing, quote, sender, title, language, introduction, days, despiteUnknownPrices = false } = options;
  const api = await connect(options, "admin");
  const body = {
    pricing_id: pricing,
    quote,
    client_name: options.for,
    sender,
    title,
    language,
    ...(introduction === undefined ? {} : { introduction }),
    ...(days === undefined ? {} : { valid_days: days }),
    despite_unknown_prices: despiteUnknownPrices,
  };
  const created = await api.post("/v1/proposals", { body, reply: NewProposalView });
  if (options.json) return printJson(created);
  printProposal(created.proposal);
  print(`\n${created.url}`);
  note("The link is not shown again. Whoever has it can accept the proposal.");
}

export async function showProposal(options: ServerOptions & { readonly id: string; readonly json?: boolean }) {
  const api = await connect(options, "admin");
  const proposal = await api.get("/v1/proposals/:id", { params: { id: options.id }, reply: ProposalView });
  if (options.json) return printJson(proposal);
  printProposal(proposal);
}

export async function withdrawProposal(options: ServerOptions & { readonly id: string; readonly json?: boolean }) {
  const api = await connect(options, "admin");
  const call = { params: { id: options.id }, body: {}, reply: ProposalView };
  const proposal = await api.post("/v1/proposals/:id/withdraw", call);
  if (options.json) return printJson(proposal);
  print(`The proposal is ${proposal.status}.`);
}

export async function listProposals(
  options: ServerOptions & ListOptions & { readonly status?: ProposalSummaryView["status"] },
): Promise<void> {
  const api = await connect(options, "admin");
  const { items, more } = await collect(options.limit, async ({ limit, cursor }) => {
    const query = { limit, cursor, status: options.status };
    const page = await api.get("/v1/proposals", { query, reply: pageOf(ProposalSummaryView) });
    return { items: page.items, nextCursor: page.next_cursor };
  });
  if (options.json) return printJson(items);
  if (items.length === 0)
    return print(options.status ? `No proposal is ${options.status}.` : "There are no proposals.");
  printTable(
    ["id", "status", "for", "title", "a month", "until", "accepted by"],
    items.map((each) => [
      ...[each.proposal_id, each.status, each.client_name, each.title, amountText(each.total_minor, each.currency)],
      ...[localTime(each.valid_until), each.accepted?.name ?? ""],
    ]),
  );
  if (more) note(`There are more. Use --limit ${options.limit * 2}.`);
}

function printProposal(proposal: ProposalView): void {
  const { proposal_id, title, client_name, status, currency, total_minor, valid_until, hash, accepted } = proposal;
  printTable(
    ["", ""],
    [
      ["proposal", proposal_id],
      ["what", title],
      ["for", client_name],
      ["status", accepted === null ? status : `accepted by ${accepted.name}, ${localTime(accepted.at)}`],
      ["a month", amountText(total_minor, currency)],
      ["valid until", localTime(valid_until)],
      ["version", hash],
    ],
  );
}

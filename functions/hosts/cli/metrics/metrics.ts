import { DaysView, SpendView } from "../../../engines/monitoring/rollups/routes.ts";
import { connect, type ServerOptions } from "../api/connect.ts";
import { print, printJson, printTable } from "../output.ts";

type Options = ServerOptions & { readonly from?: string; readonly until?: string; readonly json?: boolean };

const periodOf = ({ from, until }: Options) => ({ ...(from ? { from } : {}), ...(until ? { until } : {}) });

export async function showMetrics(options: Options): Promise<void> {
  const api = await connect(options, "operator");
  const { days, total } = await api.get("/v1/metrics/days", { query: periodOf(options), reply: DaysView });
  if (options.json) return printJson({ days, total });
  if (days.length === 0) return print("Nothing was counted in these days.");
  printTable(
    ["day", "sessions", "ended", "contained", "answers", "errors", "escalations", "rating", "cost"],
    [...days, { day: "total", counters: total }].map(
      ({ day, counters: { conversations, turns, ratings, ...more } }) => [
        day,
        String(conversations.begun),
        String(conversations.ended),
        String(conversations.contained),
        String(turns.agent),
        String(Object.values(more.errors).reduce((sum, each) => sum + each, 0)),
        String(more.escalations),
        ratings.mean === null ? "" : String(ratings.mean),
        `$${more.total_cost_usd}`,
      ],
    ),
  );
}

export async function showSpend(options: Options): Promise<void> {
  const api = await connect(options, "operator");
  const spend = await api.get("/v1/spend", { query: periodOf(options), reply: SpendView });
  if (options.json) return printJson(spend);
  if (spend.days.length > 0)
    printTable(
      ["day", "cost", "tokens", "messages", "call minutes", "sessions", "by component"],
      spend.days.map((day) => [
        day.day,
        `$${day.total_usd}`,
        String(day.tokens),
        String(day.messages),
        String(day.call_minutes),
        String(day.conversations),
        Object.entries(day.components)
          .map(([component, usd]) => `${component} $${usd}`)
          .join(", "),
      ]),
    );
  print(`${spend.from} to ${spend.until}: $${spend.total_usd} at list prices.`);
  const unpriced = Object.entries(spend.unpriced).map(([item, units]) => `${item} (${units})`);
  if (unpriced.length > 0) print(`Without a known price, and not in it: ${unpriced.join(", ")}.`);
  for (const { period, of, budget_usd, spent_usd, percent, level } of spend.budgets)
    print(`Budget of the ${period} ${of}: $${spent_usd} of $${budget_usd} (${percent} %), ${level}.`);
}

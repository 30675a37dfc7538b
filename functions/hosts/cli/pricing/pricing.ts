import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { basename, extname } from "node:path";
import { parse } from "yaml";
import { pageOf } from "../../../../shared/http/paging.ts";
import { amountText, priceText } from "../../../../shared/payments/amount.ts";
import { PricingSummaryView, PricingView } from "../../../engines/pricing/pricings/views.ts";
import { connect, type ServerOptions } from "../api/connect.ts";
import { collect } from "../data.ts";
import { Failure } from "../failure.ts";
import type { ListOptions } from "../options.ts";
import { localTime, note, print, printJson, printTable } from "../output.ts";

interface CreateOptions extends ServerOptions {
  readonly file: string | undefined;
  readonly title?: string;
  readonly conversations?: number;
  readonly calls?: number;
  readonly rate?: readonly string[];
  readonly update?: string;
  readonly json?: boolean;
}

/** Calculates a pricing or its next version. The server checks the inputs and names what is wrong. */
export async function createPricing(options: CreateOptions): Promise<void> {
  const { file, title, update, json = false } = options;
  const inputs = inputsOf(options);
  const api = await connect(options, "admin");
  const name = title ?? (file === undefined ? "Pricing" : basename(file, extname(file)));
  const created =
    update === undefined
      ? await api.post("/v1/pricing", { body: { name, inputs }, reply: PricingView })
      : await api.post("/v1/pricing/:id/versions", {
          params: { id: update },
          body: { name, inputs, after: await newestVersion(update) },
          reply: PricingView,
        });
  if (json) return printJson(created);
  printPricing(created);

  async function newestVersion(id: string): Promise<number> {
    return (await api.get("/v1/pricing/:id", { params: { id }, reply: PricingView })).version;
  }
}

export async function showPricing(
  options: ServerOptions & { readonly id: string; readonly versionNumber?: number; readonly json?: boolean },
): Promise<void> {
  const { id, versionNumber: version, json = false } = options;
  const api = await connect(options, "admin");
  const pricing = await api.get("/v1/pricing/:id", { params: { id }, query: { version }, reply: PricingView });
  if (json) return printJson(pricing);
  printPricing(pricing);
}

/** Writes the newest version as a page that can be opened without the product. */
export async function writeReport(
  options: ServerOptions & { readonly id: string; readonly file: string },
): Promise<void> {
  const { id, file } = options;
  const api = await connect(options, "admin");
  const pricing = await api.get("/v1/pricing/:id", { params: { id }, reply: PricingView });
  const { reportPage } = await import("./report-page.ts");
  writeFileSync(file, reportPage(pricing));
  print(`Written: ${file}`);
}

export async function listPricings(options: ServerOptions & ListOptions): Promise<void> {
  const api = await connect(options, "admin");
  const { items, more } = await collect(options.limit, async ({ limit, cursor }) => {
    const page = await api.get("/v1/pricing", { query: { limit, cursor }, reply: pageOf(PricingSummaryView) });
    return { items: page.items, nextCursor: page.next_cursor };
  });
  if (options.json) return printJson(items);
  if (items.length === 0) return print("There are no pricings.");
  printTable(
    ["id", "name", "version", "cost a month", "changed"],
    items.map(({ pricing_id, name, version, cost_minor, currency, complete, created_at }) => [
      ...[pricing_id, name, String(version)],
      `${complete ? "" : "at least "}${amountText(cost_minor, currency)}`,
      localTime(created_at),
    ]),
  );
  if (more) note(`There are more. Use --limit ${options.limit * 2}.`);
}

/** The file's inputs, with the counts and rates of the command line in place of its own. */
function inputsOf({ file, conversations, calls, rate = [] }: CreateOptions): object {
  const given = file === undefined ? {} : readInputs(file);
  if (file === undefined && conversations === undefined && calls === undefined)
    throw new Failure("Name a file of inputs, or --conversations or --calls.", { exitCode: 2 });
  const counts = {
    ...(conversations === undefined ? {} : { conversations }),
    ...(calls === undefined ? {} : { calls }),
  };
  const today = new Date().toISOString().slice(0, 10);
  const rates = rate.map((text) => {
    const [, from, value] = /^([A-Z]{3})=(\d+(?:\.\d+)?)$/.exec(text) ?? [];
    if (from === undefined) throw new Failure("A rate is a currency and a number, such as USD=84.50.", { exitCode: 2 });
    return { from, rate: value, on: today, source: "stated on the command line" };
  });
  const volumes = "volumes" in given && typeof given.volumes === "object" ? given.volumes : {};
  return { ...given, volumes: { ...volumes, ...counts }, ...(rates.length === 0 ? {} : { rates }) };
}

function readInputs(file: string): object {
  if (!existsSync(file)) throw new Failure(`There is no file ${file}.`);
  let value: unknown;
  try {
    value = parse(readFileSync(file, "utf8"));
  } catch (cause) {
    throw new Failure(`${file} is neither YAML nor JSON: ${cause instanceof Error ? cause.message : ""}`, { cause });
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Failure(`${file} must hold the fields of the inputs, such as volumes (docs/pricing.md).`);
  return value;
}

function printPricing({ pricing_id, version, name, currency, result }: PricingView): void {
  const money = (minor: number) => amountText(minor, currency);
  const least = result.complete ? "" : "at least ";
  print(`${name}, version ${version} (${pricing_id})\n`);
  printTable(
    ["component", "cost a month"],
    result.components.map(({ component, amount_minor, complete }) => [
      component,
      `${complete ? "" : "at least "}${money(amount_minor)}`,
    ]),
  );
  print(`\nTotal: ${least}${money(result.cost_minor)} a month for ${result.contacts} contacts.`);
  const { p10, p50, p90 } = result.simulation;
  const whole = (amount: number) => priceText(Math.round(amount), currency);
  print(`Simulated: ${whole(p10)} (P10), ${whole(p50)} (P50), ${whole(p90)} (P90).\n`);
  printTable(
    ["price model", "unit price", "net a month", "with tax", "margin", "covers the cost"],
    result.quotes.map(
      ({ model, unit_price, net_minor, total_minor, margin, below_floor, break_even: { from, until } }) => [
        model.kind,
        unit_price ?? "",
        money(net_minor),
        money(total_minor),
        `${margin === null ? "none" : `${(margin * 100).toFixed(1)} %`}${below_floor ? ", below the floor" : ""}`,
        from === null ? "never" : until === null ? `from ${from} contacts` : `up to ${until} contacts`,
      ],
    ),
  );
  for (const warning of result.warnings) note(warning);
}

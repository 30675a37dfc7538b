import { amountText, majorUnits, priceText } from "../../../../shared/payments/amount.ts";
import { pageFrame } from "../../../endpoints/theme/page-frame.ts";
import { chartText } from "../../../engines/pricing/charts/chart-frame.ts";
import { distributionChart } from "../../../engines/pricing/charts/distribution-chart.ts";
import { tornadoChart } from "../../../engines/pricing/charts/tornado-chart.ts";
import type { PricingView } from "../../../engines/pricing/pricings/views.ts";
import { reportStyle } from "./report-style.ts";

/** A pricing as a page of its own: costs, price models side by side, tornado and distribution. It loads nothing. */
export function reportPage({ name, version, currency, hash, inputs, result }: PricingView): string {
  const money = (minor: number | null) => (minor === null ? "not known" : amountText(minor, currency));
  const whole = (amount: number) => priceText(Math.round(amount), currency);
  const least = result.complete ? "" : "at least ";
  const share = (part: number | null) => (part === null ? "none" : `${(part * 100).toFixed(1)} %`);
  const costs = table(
    ["Cost of a month", "Units", "Price", "Amount", "Where the price was read"],
    result.costs.map((line) => [
      ...[line.item, `${counted(line.units)} × ${line.unit}`, line.price === null ? "not known" : priceOf(line)],
      ...[money(line.amount_minor), `${line.source}${line.read_on === null ? "" : `, ${line.read_on}`}`],
    ]),
  );
  const quotes = table(
    ["Price model", "Unit price", "Net", "With tax", "Margin", "Covers the cost", "Months with a loss"],
    result.quotes.map(({ model, unit_price, net_minor, total_minor, margin, below_floor, break_even, loss_share }) => [
      ...[model.kind.replaceAll("_", " "), unit_price ?? "by tier", money(net_minor), money(total_minor)],
      ...[`${share(margin)}${below_floor ? ", below the floor" : ""}`, covers(break_even), share(loss_share)],
    ]),
  );
  return pageFrame(
    { language: "en", title: name, style: reportStyle },
    `<h1>${chartText(name)}</h1>
<p>${least}${money(result.cost_minor)} a month for ${counted(String(result.contacts))} conversations and calls, at the prices of ${chartText(inputs.day ?? "")}.</p>
${result.warnings.map((warning) => `<p class="quiet">${chartText(warning)}</p>`).join("\n")}
<h2>Price models</h2>${quotes}
<h2>What moves the cost</h2>${tornadoChart(result, { likely: majorUnits(result.cost_minor, currency), amount: whole })}
<h2>Simulated months</h2>${distributionChart(result, whole)}
<h2>Costs</h2>${costs}
<p class="quiet">Version ${version}, ${hash}</p>`,
  );

  function priceOf({ price, currency: own, per }: (typeof result.costs)[number]): string {
    return `${own} ${price}${per === 1 ? "" : ` for ${counted(String(per))}`}`;
  }
}

function counted(units: string): string {
  return new Intl.NumberFormat("en-IN", { maximumFractionDigits: 1 }).format(Number(units));
}

function covers({ from, until }: PricingView["result"]["quotes"][number]["break_even"]): string {
  if (from === null) return "never";
  return until === null ? `from ${from} contacts` : `up to ${until} contacts`;
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const head = heads.map((each) => `<th scope="col">${chartText(each)}</th>`).join("");
  const body = rows.map(([first = "", ...rest]) => {
    const cells = rest.map((cell) => `<td>${chartText(cell)}</td>`).join("");
    return `<tr><th scope="row">${chartText(first)}</th>${cells}</tr>`;
  });
  const label = chartText(heads[0] ?? "");
  return `<div class="wide" role="region" aria-label="${label}" tabindex="0"><table><thead><tr>${head}</tr></thead><tbody>${body.join("\n")}</tbody></table></div>`;
}

import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { m } from "#messages";
import type { PricingView } from "../../../../../../engines/pricing/pricings/views.ts";
import { api } from "../../api/api.ts";
import { DialogButton } from "../../components/dialog-button.tsx";
import { Page } from "../../components/page.tsx";
import { Progress } from "../../components/progress.tsx";
import { Problem, Status } from "../../components/status.tsx";
import { DistributionChart } from "./distribution-chart.tsx";
import { countText, exactMoney } from "./money.ts";
import { NewProposal } from "./new-proposal.tsx";
import { TornadoChart } from "./tornado-chart.tsx";

/** One pricing: costs, price models side by side, and how uncertain they are. */
export function PricingPage() {
  const { client = "", pricing: id = "" } = useParams({ strict: false }) as { client?: string; pricing?: string };
  const { data, error } = useQuery({
    queryKey: ["pricings", client, id],
    queryFn: ({ signal }) => api("GET", "/v1/pricing/:id", { params: { id }, client, signal }),
  });
  if (data === undefined)
    return <Page title={m.nav_pricing()}>{error ? <Problem error={error} /> : <Progress label={m.loading()} />}</Page>;
  const offer = (
    <DialogButton label={m.proposal_new()}>{() => <NewProposal client={client} pricing={data} />}</DialogButton>
  );
  return (
    <Page title={data.name} intro={costText(data)} actions={offer}>
      {data.result.warnings.map((warning) => (
        <p key={warning} className="quiet">
          {warning}
        </p>
      ))}
      <h2>{m.pricing_models()}</h2>
      <Quotes pricing={data} />
      <h2>{m.pricing_tornado()}</h2>
      <TornadoChart pricing={data} />
      <h2>{m.pricing_distribution()}</h2>
      <DistributionChart pricing={data} />
      <h2>{m.pricing_costs()}</h2>
      <Costs pricing={data} />
    </Page>
  );
}

function costText({ cost_minor, currency, complete }: PricingView): string {
  const cost = exactMoney(cost_minor, currency);
  return complete ? m.pricing_cost_is({ cost }) : m.pricing_cost_at_least({ cost });
}

function Quotes({ pricing: { result, currency } }: { readonly pricing: PricingView }) {
  const headings = [
    m.pricing_model(),
    m.pricing_unit_price(),
    m.pricing_net(),
    m.pricing_with_tax(),
    m.pricing_margin(),
  ];
  return (
    <table className="table" aria-label={m.pricing_models()}>
      <Heads headings={headings} />
      <tbody>
        {result.quotes.map((quote) => (
          <tr key={JSON.stringify(quote.model)}>
            <td data-heading={m.pricing_model()}>{quote.model.kind.replaceAll("_", " ")}</td>
            <td data-heading={m.pricing_unit_price()}>{quote.unit_price ?? "–"}</td>
            <td data-heading={m.pricing_net()}>{exactMoney(quote.net_minor, currency)}</td>
            <td data-heading={m.pricing_with_tax()}>{exactMoney(quote.total_minor, currency)}</td>
            <td data-heading={m.pricing_margin()}>
              <Status tone={quote.below_floor ? "bad" : "good"}>
                {quote.margin === null ? "–" : `${(quote.margin * 100).toFixed(1)} %`}
              </Status>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Costs({ pricing: { result, currency } }: { readonly pricing: PricingView }) {
  const headings = [
    m.pricing_item(),
    m.pricing_units(),
    m.pricing_unit_price(),
    m.pricing_amount(),
    m.pricing_source(),
  ];
  return (
    <table className="table" aria-label={m.pricing_costs()}>
      <Heads headings={headings} />
      <tbody>
        {result.costs.map((line) => (
          <tr key={line.item}>
            <td data-heading={m.pricing_item()}>{line.item}</td>
            <td data-heading={m.pricing_units()}>{`${countText(line.units)} × ${line.unit}`}</td>
            <td data-heading={m.pricing_unit_price()}>
              {line.price === null
                ? m.pricing_unknown()
                : `${line.currency} ${line.price}${line.per === 1 ? "" : ` / ${countText(String(line.per))}`}`}
            </td>
            <td className="amount" data-heading={m.pricing_amount()}>
              {line.amount_minor === null ? m.pricing_unknown() : exactMoney(line.amount_minor, currency)}
            </td>
            <td data-heading={m.pricing_source()}>{line.source}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Heads({ headings }: { readonly headings: readonly string[] }) {
  return (
    <thead>
      <tr>
        {headings.map((heading) => (
          <th key={heading} scope="col">
            {heading}
          </th>
        ))}
      </tr>
    </thead>
  );
}

import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { m } from "#messages";
import type { PricingView } from "../../../../../../engines/pricing/pricings/views.ts";
import { api } from "../../api/api.ts";
import { Button } from "../../components/button.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { Page } from "../../components/page.tsx";
import { Progress } from "../../components/progress.tsx";
import { Problem, Status } from "../../components/status.tsx";
import { DistributionChart } from "./distribution-chart.tsx";
import { countText, exactMoney } from "./money.ts";
import { NewProposal } from "./new-proposal.tsx";
import { NextVersion } from "./next-version.tsx";
import { PricingVersions } from "./pricing-versions.tsx";
import "./pricing.css";
import { TornadoChart } from "./tornado-chart.tsx";
import { TornadoFigures } from "./tornado-figures.tsx";

/** One pricing: costs, price models side by side, and how uncertain they are. */
export function PricingPage() {
  const { client = "", pricing: id = "" } = useParams({ strict: false }) as { client?: string; pricing?: string };
  const [isOffering, setOffering] = useState(false);
  const [isChanging, setChanging] = useState(false);
  const [version, setVersion] = useState<number>();
  const { data, error } = useQuery({
    queryKey: ["pricings", client, id, version ?? "newest"],
    queryFn: ({ signal }) => {
      const query = version === undefined ? {} : { version };
      return api("GET", "/v1/pricing/:id", { params: { id }, query, client, signal });
    },
  });
  if (data === undefined)
    return <Page title={m.nav_pricing()}>{error ? <Problem error={error} /> : <Progress label={m.loading()} />}</Page>;
  const actions = (
    <>
      <Button onClick={() => setChanging(true)}>{m.pricing_change()}</Button>
      <Button look="primary" onClick={() => setOffering(true)}>
        {m.proposal_new()}
      </Button>
    </>
  );
  return (
    <Page title={data.name} intro={`${m.pricing_version()} ${data.version} · ${costText(data)}`} actions={actions}>
      {data.result.warnings.map((warning) => (
        <p key={warning} className="quiet">
          {warning}
        </p>
      ))}
      <h2>{m.pricing_models()}</h2>
      <Quotes pricing={data} />
      <h2>{m.pricing_tornado()}</h2>
      <TornadoChart pricing={data} />
      <TornadoFigures pricing={data} />
      <h2>{m.pricing_distribution()}</h2>
      <DistributionChart pricing={data} />
      <h2>{m.pricing_costs()}</h2>
      <Costs pricing={data} />
      <h2>{m.pricing_versions()}</h2>
      <PricingVersions client={client} id={id} shown={data.version} onShow={setVersion} />
      <Dialog title={m.pricing_change()} open={isChanging} onClose={() => setChanging(false)}>
        <NextVersion
          client={client}
          pricing={data}
          onDone={() => {
            setVersion(undefined);
            setChanging(false);
          }}
        />
      </Dialog>
      <Dialog title={m.proposal_new()} open={isOffering} onClose={() => setOffering(false)}>
        <NewProposal client={client} pricing={data} />
      </Dialog>
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

import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { m } from "#messages";
import { api } from "../../api/api.ts";
import { DayChart } from "../../components/charts/day-chart.tsx";
import { Empty, Page } from "../../components/page.tsx";
import { Progress } from "../../components/progress.tsx";
import { Problem } from "../../components/status.tsx";
import { BudgetList } from "./budget-list.tsx";
import { SpendTable } from "./spend-table.tsx";
import { componentName, usd } from "./spend-words.ts";

const periods = [30, 90, 365] as const;
const mostSeries = 6;

/** What a client's agents cost by day and component, and how its budgets stand. */
export function SpendPage() {
  const { client } = useParams({ strict: false });
  const [days, setDays] = useState<(typeof periods)[number]>(30);
  const { data, error } = useQuery({
    queryKey: ["spend", client, days],
    queryFn: ({ signal }) => api("GET", "/v1/spend", { query: { from: daysAgo(days - 1) }, client, signal }),
  });
  const choice = (
    <fieldset className="actions" aria-label={m.spend_period()}>
      {periods.map((period) => (
        <button
          key={period}
          type="button"
          className="button"
          aria-pressed={period === days}
          data-look={period === days ? "primary" : "plain"}
          onClick={() => setDays(period)}
        >
          {period === 365 ? m.spend_year() : m.spend_days({ days: period })}
        </button>
      ))}
    </fieldset>
  );
  return (
    <Page title={m.nav_spend()} intro={m.spend_intro()} actions={choice}>
      {data === undefined ? (
        error ? (
          <Problem error={error} />
        ) : (
          <Progress label={m.loading()} />
        )
      ) : (
        <Spend spend={data} />
      )}
    </Page>
  );
}

type SpendData = Parameters<typeof SpendTable>[0]["spend"];

function Spend({ spend }: { readonly spend: SpendData }) {
  if (spend.days.length === 0)
    return (
      <>
        <BudgetList budgets={spend.budgets} />
        <Empty title={m.spend_none()}>
          <p>{m.spend_none_what()}</p>
        </Empty>
      </>
    );
  const names = Object.entries(spend.components)
    .sort(([, one], [, other]) => Number(other) - Number(one))
    .map(([name]) => name);
  const shown = names.slice(0, names.length > mostSeries ? mostSeries - 1 : mostSeries);
  const rest = names.slice(shown.length);
  const days = spend.days.map(({ day, components }) => {
    const amountOf = (name: string) => Number(components[name] ?? 0);
    const other = rest.reduce((sum, name) => sum + amountOf(name), 0);
    return { day, values: { ...Object.fromEntries(shown.map((name) => [name, amountOf(name)])), other } };
  });
  const series = [
    ...shown.map((key) => ({ key, label: componentName(key) })),
    ...(rest.length > 0 ? [{ key: "other", label: componentName("other") }] : []),
  ];
  const unpriced = Object.keys(spend.unpriced);
  const others = Object.entries(spend.other_currencies).map(([currency, amount]) => `${amount} ${currency}`);
  return (
    <>
      <dl className="figures">
        <Figure name={m.spend_total()} value={usd(Number(spend.total_usd))} />
        {spend.per_conversation_usd !== null && (
          <Figure name={m.spend_per_conversation()} value={usd(Number(spend.per_conversation_usd))} />
        )}
        {spend.per_resolution_usd !== null && (
          <Figure name={m.spend_per_resolution()} value={usd(Number(spend.per_resolution_usd))} />
        )}
      </dl>
      {unpriced.length > 0 && <p className="quiet">{m.spend_unpriced({ items: unpriced.join(", ") })}</p>}
      {others.length > 0 && <p className="quiet">{m.spend_other_currencies({ amounts: others.join(", ") })}</p>}
      <BudgetList budgets={spend.budgets} />
      <DayChart label={m.spend_by_day()} days={days} series={series} format={usd} />
      <SpendTable spend={spend} />
    </>
  );
}

function Figure({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt className="quiet">{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function daysAgo(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
}

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { m } from "#messages";
import { api } from "../../api/api.ts";
import { listText } from "../../components/region.ts";
import { Status } from "../../components/status.tsx";
import { Table } from "../../components/table.tsx";
import { countedOf, type Kpi, kpiName, kpiText, targetText, trendWords } from "./success-words.ts";

/** The KPIs of 28 days against their targets, and what follows them, shown once it stays where it is. */
export function KpiTable({ client, children }: { readonly client: string; readonly children: ReactNode }) {
  const { data, status, error } = useQuery({
    queryKey: ["kpis", client],
    queryFn: ({ signal }) => api("GET", "/v1/kpis", { client, signal }),
  });
  return (
    <>
      <section>
        <h2>{m.success_kpis()}</h2>
        <Table
          label={m.success_kpis()}
          list={{ items: data?.items ?? [], status, error, showMore: undefined, isLoadingMore: false }}
          keyOf={({ name }) => name}
          empty={null}
          columns={[
            { heading: m.success_kpi(), cell: ({ name }) => kpiName(name) },
            { heading: m.success_value(), whole: true, cell: (kpi) => kpiText(kpi, kpi.value) },
            { heading: m.success_target(), cell: (kpi) => <Target kpi={kpi} /> },
            { heading: m.success_before(), whole: true, cell: (kpi) => kpiText(kpi, kpi.before) },
            {
              heading: m.success_trend(),
              cell: ({ trend }) => <Status tone={trendWords[trend].tone}>{trendWords[trend].name()}</Status>,
            },
            {
              heading: m.success_weeks(),
              cell: (kpi) => listText(kpi.weeks.map((week) => kpiText(kpi, week))),
            },
          ]}
        />
        {status !== "pending" && <p className="quiet">{m.success_kpis_what()}</p>}
      </section>
      <div className="following" hidden={status === "pending"}>
        {children}
      </div>
    </>
  );
}

function Target({ kpi }: { readonly kpi: Kpi }) {
  const { target, target_item, met } = kpi;
  if (target === null) return <span className="quiet">{m.success_no_target()}</span>;
  return (
    <>
      {targetText(kpi)} {target_item !== null && <span className="quiet">{target_item}</span>}{" "}
      {met !== null && countedOf(kpi) !== null && (
        <Status tone={met ? "good" : "bad"}>{met ? m.success_met() : m.success_missed()}</Status>
      )}
    </>
  );
}

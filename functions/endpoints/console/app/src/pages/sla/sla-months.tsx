import { useMutation } from "@tanstack/react-query";
import { m } from "#messages";
import { api, send } from "../../api/api.ts";
import { useList } from "../../api/use-list.ts";
import { Button } from "../../components/button.tsx";
import { Empty } from "../../components/page.tsx";
import { saveFile } from "../../components/save-file.ts";
import { Problem } from "../../components/status.tsx";
import { Table } from "../../components/table.tsx";
import { exactMoney } from "../pricing/money.ts";

/** The reports of past months, and their files. */
export function SlaMonths({ client, current }: { readonly client: string; readonly current: string | undefined }) {
  const list = useList(["sla-reports", client], (cursor, signal) =>
    api("GET", "/v1/sla/reports", {
      query: { limit: 12, ...(cursor === undefined ? {} : { cursor }) },
      client,
      signal,
    }),
  );
  return (
    <section>
      <h2>{m.sla_reports()}</h2>
      {current !== undefined && <Files client={client} month={current} />}
      <Table
        label={m.sla_reports()}
        list={list}
        keyOf={({ month }) => month}
        empty={
          <Empty title={m.sla_no_reports()}>
            <p>{m.sla_no_reports_what()}</p>
          </Empty>
        }
        columns={[
          { heading: m.sla_month_heading(), cell: ({ month }) => month },
          {
            heading: m.sla_availability(),
            cell: ({ availability }) => (availability === null ? m.sla_no_minute() : `${availability} %`),
          },
          { heading: m.sla_down_minutes(), cell: ({ down_minutes }) => down_minutes },
          {
            heading: m.sla_credit(),
            whole: true,
            cell: ({ credit_minor, currency }) => exactMoney(credit_minor, currency),
          },
          { heading: m.sla_files(), cell: ({ month }) => <Files client={client} month={month} /> },
        ]}
      />
    </section>
  );
}

const files = { pdf: "pdf", csv: "csv", focus: "focus.csv" } as const;

function Files({ client, month }: { readonly client: string; readonly month: string }) {
  const { mutate, isPending, error } = useMutation({
    async mutationFn(kind: keyof typeof files) {
      const response = await send("GET", `/v1/sla/reports/${month}/${kind}`, { client });
      saveFile(await response.blob(), `sla-${month}.${files[kind]}`);
    },
  });
  return (
    <>
      <div className="actions">
        {(["pdf", "csv", "focus"] as const).map((kind) => (
          <Button
            key={kind}
            busy={isPending}
            aria-label={`${month}: ${kind.toUpperCase()}`}
            onClick={() => mutate(kind)}
          >
            {kind.toUpperCase()}
          </Button>
        ))}
      </div>
      <Problem error={error} />
    </>
  );
}

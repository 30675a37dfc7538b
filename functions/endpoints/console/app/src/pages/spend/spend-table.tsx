import type { z } from "zod";
import { m } from "#messages";
import type { SpendView } from "../../../../../../engines/monitoring/rollups/routes.ts";
import { Table } from "../../components/table.tsx";
import { countText, usd } from "./spend-words.ts";

const mostDays = 31;

/** The newest days in figures. */
export function SpendTable({ spend }: { readonly spend: z.infer<typeof SpendView> }) {
  const items = spend.days.toReversed().slice(0, mostDays);
  const list = { items, status: "success", error: null, showMore: undefined, isLoadingMore: false } as const;
  return (
    <Table
      label={m.spend_by_day()}
      list={list}
      keyOf={({ day }) => day}
      empty={null}
      columns={[
        { heading: m.spend_day(), cell: ({ day }) => day },
        { heading: m.spend_cost(), cell: ({ total_usd }) => <span className="amount">{usd(Number(total_usd))}</span> },
        { heading: m.spend_tokens(), cell: ({ tokens }) => countText(tokens) },
        { heading: m.spend_messages(), cell: ({ messages }) => countText(messages) },
        { heading: m.spend_minutes(), cell: ({ call_minutes }) => countText(call_minutes) },
        { heading: m.spend_tool_calls(), cell: ({ tool_calls }) => countText(tool_calls) },
        { heading: m.spend_conversations(), cell: ({ conversations }) => countText(conversations) },
      ]}
    />
  );
}

import { m } from "#messages";
import { api } from "../../api/api.ts";
import { useList } from "../../api/use-list.ts";
import { Button } from "../../components/button.tsx";
import { Table } from "../../components/table.tsx";
import { Time } from "../../components/time.tsx";
import { exactMoney } from "./money.ts";

/** Every version of a pricing with what it cost. Choosing one shows it. */
export function PricingVersions({
  client,
  id,
  shown,
  onShow,
}: {
  readonly client: string;
  readonly id: string;
  readonly shown: number;
  onShow(version: number): void;
}) {
  const list = useList(["pricings", client, id, "versions"], (cursor, signal) => {
    const query = { limit: 20, ...(cursor === undefined ? {} : { cursor }) };
    return api("GET", "/v1/pricing/:id/versions", { params: { id }, query, client, signal });
  });
  return (
    <Table
      label={m.pricing_versions()}
      list={list}
      keyOf={({ version }) => String(version)}
      empty={null}
      columns={[
        { heading: m.pricing_version(), cell: ({ version, name }) => `${version} ${name}` },
        {
          heading: m.pricing_cost(),
          whole: true,
          cell: ({ cost_minor, currency }) => exactMoney(cost_minor, currency),
        },
        { heading: m.added(), cell: ({ created_at }) => <Time at={created_at} /> },
        {
          heading: m.actions(),
          cell: ({ version }) => (
            <Button disabled={version === shown} onClick={() => onShow(version)}>
              {m.pricing_show_version({ version })}
            </Button>
          ),
        },
      ]}
    />
  );
}

import { useParams } from "@tanstack/react-router";
import { m } from "#messages";
import { api } from "../../api/api.ts";
import { useList } from "../../api/use-list.ts";
import { Empty, Page } from "../../components/page.tsx";
import { Table } from "../../components/table.tsx";
import { Time } from "../../components/time.tsx";
import { actionName } from "./action-name.ts";

/** Who did what to whose data at a client, newest first. */
export function AuditPage() {
  const { client } = useParams({ strict: false });
  const list = useList(["audit", client], (cursor, signal) =>
    api("GET", "/v1/audit", { query: { limit: 50, ...(cursor === undefined ? {} : { cursor }) }, client, signal }),
  );
  return (
    <Page title={m.nav_audit()} intro={m.audit_intro()}>
      <Table
        label={m.nav_audit()}
        list={list}
        keyOf={({ at, target, action }) => `${at}${target}${action}`}
        empty={
          <Empty title={m.no_audit()}>
            <p>{m.audit_intro()}</p>
          </Empty>
        }
        columns={[
          { heading: m.when(), cell: ({ at }) => <Time at={at} /> },
          { heading: m.who(), cell: ({ actor, actor_name }) => actor_name ?? actor },
          { heading: m.what(), cell: ({ action }) => actionName(action) },
          { heading: m.whose(), cell: ({ target, target_name }) => target_name ?? target },
        ]}
      />
    </Page>
  );
}

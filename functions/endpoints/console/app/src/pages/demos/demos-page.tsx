import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { m } from "#messages";
import { api } from "../../api/api.ts";
import { useList } from "../../api/use-list.ts";
import { DialogButton } from "../../components/dialog-button.tsx";
import { Empty, Page } from "../../components/page.tsx";
import { Status } from "../../components/status.tsx";
import { Table } from "../../components/table.tsx";
import { Time } from "../../components/time.tsx";
import { stateOf } from "./demo-words.ts";
import { NewDemo } from "./new-demo.tsx";

/** A client's demos. */
export function DemosPage() {
  const { client = "" } = useParams({ strict: false });
  const list = useList(["demos", client], (cursor, signal) =>
    api("GET", "/v1/demos", { query: { limit: 20, ...(cursor === undefined ? {} : { cursor }) }, client, signal }),
  );
  const add = <DialogButton label={m.demo_new()}>{() => <NewDemo client={client} />}</DialogButton>;
  return (
    <Page title={m.nav_demos()} intro={m.demos_intro()} actions={add}>
      <Table
        label={m.nav_demos()}
        list={list}
        keyOf={({ demo_id }) => demo_id}
        empty={
          <Empty title={m.demos_none()}>
            <p>{m.demos_none_what()}</p>
          </Empty>
        }
        columns={[
          {
            heading: m.demo_business(),
            cell: ({ demo_id, name }) => (
              <Link to={"/clients/$client/demos/$demo" as string} params={{ client, demo: demo_id } as never}>
                {name}
              </Link>
            ),
          },
          {
            heading: m.demo_state(),
            cell: (demo) => <Status tone={stateOf(demo).tone}>{stateOf(demo).name()}</Status>,
          },
          { heading: m.demo_use(), cell: ({ demo_id }) => <DemoUse client={client} id={demo_id} /> },
          { heading: m.ends_at(), cell: ({ expires_at }) => (expires_at === null ? "–" : <Time at={expires_at} />) },
          { heading: m.added(), cell: ({ created_at }) => <Time at={created_at} /> },
        ]}
      />
    </Page>
  );
}

/** Views and chats of one demo. */
function DemoUse({ client, id }: { readonly client: string; readonly id: string }) {
  const { data, error } = useQuery({
    queryKey: ["demo-views", client, id],
    queryFn: ({ signal }) => api("GET", "/v1/demos/:id/views", { params: { id }, client, signal }),
  });
  if (data === undefined) return error ? error.message : "…";
  return m.demo_used({ views: data.views, chats: data.chats });
}

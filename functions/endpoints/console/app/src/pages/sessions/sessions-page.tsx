import { useQueryClient } from "@tanstack/react-query";
import { m } from "#messages";
import { api } from "../../api/api.ts";
import { useList } from "../../api/use-list.ts";
import { ConfirmButton } from "../../components/confirm.tsx";
import { Empty, Page } from "../../components/page.tsx";
import { Status } from "../../components/status.tsx";
import { Table } from "../../components/table.tsx";
import { Time } from "../../components/time.tsx";
import { browserName } from "./browser-name.ts";

/** Where the person is signed in. */
export function SessionsPage() {
  const queries = useQueryClient();
  const list = useList(["sessions"], (cursor, signal) =>
    api("GET", "/v1/sessions", { query: { limit: 30, ...(cursor === undefined ? {} : { cursor }) }, signal }),
  );
  const revoke = async (id: string) => {
    await api("DELETE", "/v1/sessions/:id", { params: { id } });
    await queries.invalidateQueries();
  };
  return (
    <Page title={m.nav_sessions()} intro={m.sessions_intro()}>
      <Table
        label={m.nav_sessions()}
        list={list}
        keyOf={({ session_id }) => session_id}
        empty={
          <Empty title={m.nothing_found()}>
            <p>{m.sessions_intro()}</p>
          </Empty>
        }
        columns={[
          { heading: m.browser(), cell: ({ browser }) => <span title={browser}>{browserName(browser)}</span> },
          { heading: m.signed_in_at(), cell: ({ created_at }) => <Time at={created_at} /> },
          { heading: m.ends_at(), cell: ({ expires_at }) => <Time at={expires_at} /> },
          {
            heading: m.actions(),
            cell: ({ session_id, revoked_at }) =>
              revoked_at === null ? (
                <ConfirmButton
                  label={m.end_session()}
                  question={m.end_session_question()}
                  act={() => revoke(session_id)}
                />
              ) : (
                <Status>{m.ended()}</Status>
              ),
          },
        ]}
      />
    </Page>
  );
}

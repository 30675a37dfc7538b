import { useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { m } from "#messages";
import { api } from "../../../api/api.ts";
import { useSession } from "../../../api/session.ts";
import { useList } from "../../../api/use-list.ts";
import { ConfirmButton } from "../../../components/confirm.tsx";
import { Empty, Page } from "../../../components/page.tsx";
import { Table } from "../../../components/table.tsx";
import { Time } from "../../../components/time.tsx";

/** Events that could not be handled: why, and the way to handle them again. */
export function DeadLettersPage() {
  const { client = "" } = useParams({ strict: false });
  const { may } = useSession();
  const queries = useQueryClient();
  const list = useList(["dead-letters", client], (cursor, signal) =>
    api("GET", "/v1/events/dead-letters", {
      query: { limit: 30, ...(cursor === undefined ? {} : { cursor }) },
      client,
      signal,
    }),
  );
  return (
    <Page title={m.nav_dead_letters()} intro={m.dead_letters_intro()}>
      <Table
        label={m.nav_dead_letters()}
        list={list}
        keyOf={({ id }) => id}
        empty={
          <Empty title={m.dead_letters_none()}>
            <p>{m.dead_letters_none_what()}</p>
          </Empty>
        }
        columns={[
          {
            heading: m.dead_letter_event(),
            cell: ({ event, step }) => (
              <>
                <strong>{event.type}</strong>
                <p className="quiet">{step}</p>
              </>
            ),
          },
          { heading: m.dead_letter_why(), cell: ({ cause, unreadable }) => unreadable ?? cause },
          { heading: m.dead_letter_attempts(), cell: ({ attempts }) => attempts },
          { heading: m.when(), cell: ({ died_at }) => <Time at={died_at} /> },
          {
            heading: m.actions(),
            cell: ({ id, unreadable }) =>
              may("events:operate") &&
              unreadable === undefined && (
                <ConfirmButton
                  label={m.replay()}
                  question={m.dead_letter_replay_what()}
                  act={async () => {
                    await api("POST", "/v1/events/dead-letters/:id/replay", { params: { id }, client });
                    await queries.invalidateQueries({ queryKey: ["dead-letters", client] });
                  }}
                />
              ),
          },
        ]}
      />
    </Page>
  );
}

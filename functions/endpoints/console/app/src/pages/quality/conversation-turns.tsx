import { m } from "#messages";
import { api } from "../../api/api.ts";
import { useSession } from "../../api/session.ts";
import { useList } from "../../api/use-list.ts";
import { Empty } from "../../components/page.tsx";
import { ListState } from "../../components/table.tsx";
import { Time } from "../../components/time.tsx";
import { MarkAnswer } from "../corrections/mark-answer.tsx";
import { TurnLink } from "./turn-link.tsx";

/** What was said, newest first. */
export function ConversationTurns({
  client,
  conversation,
}: {
  readonly client: string;
  readonly conversation: string;
}) {
  const mayMark = useSession().may("conversations:operate");
  const list = useList(["messages", client, conversation], (cursor, signal) =>
    api("GET", "/v1/conversations/:id/messages", {
      params: { id: conversation },
      query: { limit: 20, ...(cursor === undefined ? {} : { cursor }) },
      client,
      signal,
    }),
  );
  const roles = { customer: m.quality_customer, agent: m.quality_agent, operator: m.quality_operator };
  return (
    <section aria-label={m.quality_transcript()}>
      <h2>{m.quality_transcript()}</h2>
      <ListState
        list={list}
        empty={
          <Empty title={m.quality_no_messages()}>
            <p>{m.quality_no_messages_what()}</p>
          </Empty>
        }
      >
        <ol className="cards" reversed>
          {list.items.map((message) => (
            <li key={message.message_id} className="card" dir="auto">
              <span className="quiet">
                {roles[message.role]()} · <Time at={message.at} />
                {mayMark && message.role === "agent" && message.text !== "" && (
                  <MarkAnswer client={client} conversation={conversation} message={message} />
                )}
              </span>
              <span>{message.text}</span>
              {message.role === "agent" && (
                <TurnLink client={client} conversation={conversation} turn={message.turn_id} />
              )}
            </li>
          ))}
        </ol>
      </ListState>
    </section>
  );
}

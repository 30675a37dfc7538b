import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { m } from "#messages";
import { useSession } from "../../../api/session.ts";
import { Page } from "../../../components/page.tsx";
import { Progress } from "../../../components/progress.tsx";
import { Problem } from "../../../components/status.tsx";
import { Time } from "../../../components/time.tsx";
import "../builder.css";
import "../chat/chat.css";
import { TurnParts } from "../chat/turn-details.tsx";
import type { InspectedTurn } from "../chat/use-draft-chat.ts";
import { RerunSection } from "./rerun/rerun-section.tsx";
import { turnQuery } from "./turn-query.ts";
import { TurnSaid } from "./turn-said.tsx";

/** One turn with a customer: what was said, and what the model saw. */
export function TurnPage() {
  const { client = "", conversation = "", turn: named = "" } = useParams({ strict: false }) as Record<string, string>;
  const { may } = useSession();
  const { data, error } = useQuery(turnQuery(client, conversation, named));
  if (data === undefined)
    return (
      <Page title={m.inspect_title()}>{error ? <Problem error={error} /> : <Progress label={m.loading()} />}</Page>
    );
  const { turn, shown_until: until } = data;
  return (
    <Page
      title={m.inspect_title()}
      intro={m.inspect_intro({ number: turn.index, agent: turn.config.name, version: turn.config.version })}
      actions={
        may("conversations:operate") && (
          <Link
            className="button"
            to={"/inbox/{-$conversation}" as string}
            params={{ conversation } as never}
            search={{ client } as never}
          >
            {m.inspect_conversation()}
          </Link>
        )
      }
    >
      <p className="quiet">
        <Time at={turn.at} />
        {until !== null && (
          <>
            {" · "}
            {m.inspect_kept_until()} <Time at={until} />
          </>
        )}
        {data.shown_cut && ` · ${m.inspect_cut()}`}
      </p>
      <TurnSaid turn={turn} />
      {may("configs:write") && isRepeatable(turn) && (
        <RerunSection client={client} conversation={conversation} said={data} />
      )}
      <h2>{m.inspect_how()}</h2>
      <TurnParts said={data} />
    </Page>
  );
}

/** A customer wrote words, and the agent was to answer them. */
function isRepeatable({ by, messages }: InspectedTurn["turn"]): boolean {
  return by === null && messages.some(({ text }) => text.trim() !== "");
}

import { useQuery } from "@tanstack/react-query";
import type { z } from "zod";
import { m } from "#messages";
import type { ReplayedConversationView } from "../../../../../../engines/automation/replay/views.ts";
import type { AutomationView } from "../../../../../../engines/automation/views.ts";
import { api } from "../../api/api.ts";
import { Progress } from "../../components/progress.tsx";
import { Problem, Status } from "../../components/status.tsx";
import { differenceNames, turnWords } from "./automation-words.ts";

type Conversation = z.infer<typeof ReplayedConversationView>;
type Turn = Conversation["turns"][number];
type Replay = NonNullable<AutomationView["replay"]>;

const refreshMs = 2_000;

/** Recent conversations as the old and the new version answered them, in two columns. */
export function ReplaySection({ client, id, replay }: { client: string; id: string; replay: Replay | null }) {
  const isRunning = replay?.state === "running";
  const { data, error } = useQuery({
    queryKey: ["automation", client, id, "replay", replay?.state],
    queryFn: ({ signal }) => api("GET", "/v1/automation/:id/replay", { params: { id }, query: {}, client, signal }),
    enabled: replay !== null,
    refetchInterval: isRunning ? refreshMs : false,
  });
  if (replay === null) return null;
  const { total, done, same, better, worse, look, left_out: left, spent_usd: usd, unpriced_answers } = replay;
  return (
    <section className="replay">
      <h2>{m.automation_replay()}</h2>
      <p>{m.automation_replay_what({ total })}</p>
      {isRunning && <Progress label={m.automation_replay_running()} done={done} total={total} />}
      <ul className="replay-counts">
        {[same, better, worse, look].map((count, index) => {
          const word = turnWords[(["same", "better", "worse", "look"] as const)[index] ?? "same"];
          return (
            <li key={word.name()}>
              <Status tone={count === 0 ? "neutral" : word.tone}>{word.name()}</Status> {count}
            </li>
          );
        })}
        {left > 0 && (
          <li>
            {replay.stopped === "money" ? m.automation_replay_money({ count: left }) : null}
            {replay.stopped === "time" ? m.automation_replay_time({ count: left }) : null}
            {replay.stopped === null ? m.automation_replay_left({ count: left }) : null}
          </li>
        )}
      </ul>
      <p className="quiet">
        {m.automation_replay_cost({ usd })}{" "}
        {unpriced_answers > 0 && m.automation_replay_unpriced({ count: unpriced_answers })}
      </p>
      {replay.unknown_tools.map(({ server, host, tools }) => (
        <p key={server} className="notice" data-tone="warning">
          {m.automation_replay_unknown({ server, host, tools: tools.join(", ") })}
        </p>
      ))}
      <Problem error={error} />
      {data?.items.map((conversation, index) => (
        <Played key={conversation.conversation_id} played={conversation} number={index + 1} replay={replay} />
      ))}
    </section>
  );
}

function Played({ played, number, replay }: { played: Conversation; number: number; replay: Replay }) {
  const word = played.verdict === null ? null : turnWords[played.verdict];
  const heading = m.automation_replay_conversation({ number });
  return (
    <details open={played.verdict === "worse" || played.verdict === "look"}>
      <summary>
        {heading} {word && <Status tone={word.tone}>{word.name()}</Status>}
      </summary>
      <table className="table" aria-label={heading}>
        <thead>
          <tr>
            <th scope="col">{m.automation_says()}</th>
            <th scope="col">{m.automation_replay_old({ version: replay.old_version })}</th>
            <th scope="col">{m.automation_replay_new({ version: replay.new_version })}</th>
          </tr>
        </thead>
        <tbody>
          {played.turns.map((turn, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a turn is known by its place
            <PlayedTurn key={index} turn={turn} replay={replay} />
          ))}
        </tbody>
      </table>
    </details>
  );
}

function PlayedTurn({ turn, replay }: { turn: Turn; replay: Replay }) {
  return (
    <tr>
      <td data-heading={m.automation_says()}>{turn.says}</td>
      <td data-heading={m.automation_replay_old({ version: replay.old_version })}>
        <Answer turn={turn} side="old" />
      </td>
      <td data-heading={m.automation_replay_new({ version: replay.new_version })}>
        <Answer turn={turn} side="new" />
      </td>
    </tr>
  );
}

/** What one version said, with what differs of it. The colour stands at the new version, which is judged. */
function Answer({ turn, side }: { turn: Turn; side: "old" | "new" }) {
  const answer = turn[side];
  if (answer === null) return <span className="quiet">{m.automation_replay_not_asked()}</span>;
  return (
    <>
      <p>{answer.text ?? (answer.handoff === null ? m.automation_replay_silent() : m.automation_replay_handed())}</p>
      <ul className="replay-differences">
        {turn.differences.map(({ kind, verdict, ...sides }) => (
          <li key={kind}>
            <Status tone={side === "new" ? turnWords[verdict].tone : "neutral"}>{differenceNames[kind]()}</Status>{" "}
            <span className="quiet">{sides[side]}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

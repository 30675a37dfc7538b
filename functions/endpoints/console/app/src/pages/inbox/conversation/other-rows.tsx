import { m } from "#messages";
import { Button } from "../../../components/button.tsx";
import { mentionParts } from "../composer/mentions.ts";
import { useInbox } from "../inbox-context.ts";
import type { HandoffEvent } from "../item.ts";
import type { Unsent } from "../outbox/outbox.ts";
import { useOperators } from "../use-operators.ts";
import { spaced } from "../words.ts";
import { clockText } from "./clock.ts";
import type { NoteEntry } from "./timeline.ts";
import { WrittenText } from "./written.tsx";

type NameOf = (id: string) => string;

/** A note for colleagues, or what an operator whispered to the bot. */
export function NoteRow({ note, nameOf }: { readonly note: NoteEntry; readonly nameOf: NameOf }) {
  const { me } = useInbox();
  const { operators } = useOperators();
  const name = note.operator === null ? m.inbox_operator() : nameOf(note.operator);
  const { mentions = [], text } = note;
  const names = operators.filter(({ operator_id: id }) => mentions.includes(id)).map((each) => each.name);
  return (
    <li className="message" data-role="note" data-mentions-me={mentions.includes(me)}>
      <div className="bubble" dir="auto">
        {mentionParts(text ?? "", names).map((part) =>
          part.isMention ? <mark key={part.at}>{part.text}</mark> : part.text,
        )}
      </div>
      <p className="message-meta">
        {note.whispered ? m.inbox_whispered({ name }) : m.inbox_private_note({ name })} · {clockText(note.at)}
      </p>
    </li>
  );
}

/** What happened to the conversation, as a line between its messages. */
export function ActRow({ act, nameOf }: { readonly act: HandoffEvent; readonly nameOf: NameOf }) {
  return (
    <li className="act-row">
      {actText(act, nameOf)} · {clockText(act.at)}
    </li>
  );
}

function actText({ kind, operator, assigned_to: to, department, text }: HandoffEvent, nameOf: NameOf): string {
  const name = operator === null ? m.inbox_operator() : nameOf(operator);
  switch (kind) {
    case "requested":
      return text === null ? m.inbox_act_requested() : `${m.inbox_act_requested()}: ${spaced(text)}`;
    case "assigned":
      return m.inbox_assigned_to({ name: to === null ? m.inbox_operator() : nameOf(to) });
    case "unavailable":
      return m.inbox_act_unavailable();
    case "listen":
      return m.inbox_act_listen({ name });
    case "takeover":
      return m.inbox_act_takeover({ name });
    case "transfer":
      return m.inbox_act_transfer({ name, to: to === null ? spaced(department ?? m.inbox_the_queue()) : nameOf(to) });
    case "release":
      return m.inbox_act_release({ name });
    case "labelled":
      return m.inbox_act_labelled({ name });
    case "snoozed":
      return m.inbox_act_snoozed({ name });
    case "unsnoozed":
      return m.inbox_act_unsnoozed();
    case "resolve":
      return m.inbox_act_resolve({ name });
    default:
      return spaced(kind);
  }
}

/** What the person wrote and the API has not accepted yet. */
export function UnsentRow({ entry }: { readonly entry: Unsent }) {
  const { outbox, isAdmin } = useInbox();
  const { kind, state, problem, text, files, written } = entry;
  const texts = { sending: m.inbox_sending, waiting: m.inbox_waiting_network, failed: m.inbox_not_sent };
  return (
    <li className="message unsent" data-role={kind === "reply" ? "operator" : "note"} data-state={state}>
      <div className="bubble" dir="auto">
        {text}
      </div>
      <WrittenText written={written} />
      <p className="message-meta" role={state === "failed" ? "alert" : undefined}>
        {(files ?? []).length > 0 && `${m.inbox_file_count({ count: String(files?.length) })} · `}
        {texts[state]()}
        {problem !== undefined && `. ${problem.message}`}
      </p>
      {state === "failed" && (
        <div className="actions">
          <Button onClick={() => outbox.again(entry, isAdmin && problem?.code === "conversation-held")}>
            {m.try_again()}
          </Button>
          <Button look="quiet" onClick={() => outbox.discard(entry)}>
            {m.inbox_discard()}
          </Button>
        </div>
      )}
    </li>
  );
}

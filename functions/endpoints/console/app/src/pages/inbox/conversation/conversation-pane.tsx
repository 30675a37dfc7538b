import { useEffect, useMemo, useState } from "react";
import { m } from "#messages";
import { Button } from "../../../components/button.tsx";
import { Progress } from "../../../components/progress.tsx";
import { Problem } from "../../../components/status.tsx";
import { ActBar } from "../acts/act-bar.tsx";
import { isMine, withAct } from "../acts/acts.ts";
import { RefusalNotice } from "../acts/refusal-notice.tsx";
import { OthersNotice } from "../attention/others-notice.tsx";
import { useAttention } from "../attention/use-attention.ts";
import { CallPanel } from "../call/call-panel.tsx";
import { Composer } from "../composer/composer.tsx";
import { CustomerPanel } from "../customer/customer-panel.tsx";
import { Icon } from "../icon.tsx";
import { useInbox } from "../inbox-context.ts";
import type { Item } from "../item.ts";
import { LabelChips } from "../labels/label-chips.tsx";
import { useNow } from "../list/use-now.ts";
import { WaitTimer, waits } from "../list/wait-timer.tsx";
import { useStore } from "../store.ts";
import { useOperators } from "../use-operators.ts";
import { channelName, customerName } from "../words.ts";
import { clockText } from "./clock.ts";
import { Thread } from "./thread.tsx";
import { entriesOf } from "./timeline.ts";

/** The open conversation: who it is with, its messages, what to write, and the customer beside it. */
export function ConversationPane({
  id,
  hasDetails,
  onDetails,
}: {
  readonly id: string;
  readonly hasDetails: boolean;
  onDetails(): void;
}) {
  const inbox = useInbox();
  const { client, me, conversation, markSeen, deeds } = inbox;
  const opened = conversation(id);
  const { item: real, timeline, cursor, briefing, problem } = useStore(opened);
  const pending = useStore(deeds.pending);
  const unsent = useStore(inbox.unsent);
  const { nameOf } = useOperators();
  const entries = useMemo(() => entriesOf(timeline, cursor === null), [timeline, cursor]);
  const [isLeft, setLeft] = useState(document.hidden);

  useEffect(() => {
    const leaving = new AbortController();
    opened.follow(leaving.signal);
    return () => leaving.abort();
  }, [opened]);
  useEffect(() => {
    const onChange = () => setLeft(document.hidden);
    document.addEventListener("visibilitychange", onChange);
    return () => document.removeEventListener("visibilitychange", onChange);
  }, []);
  useAttention(client, id);
  const newest = entries.at(-1)?.at;
  useEffect(() => {
    if (newest !== undefined && !isLeft) markSeen(id, newest);
  }, [id, newest, isLeft, markSeen]);

  const act = pending.get(id);
  const item = real && act ? (withAct(real, act, me) ?? real) : real;
  if (item === undefined)
    return (
      <section className="inbox-conversation" aria-label={m.inbox_conversation()}>
        {problem ? <Problem error={problem} /> : <Progress label={m.loading()} />}
      </section>
    );
  return (
    <>
      <section className="inbox-conversation" aria-label={m.inbox_conversation()}>
        <Head item={item} hasDetails={hasDetails} onDetails={onDetails} nameOf={nameOf} />
        <CallPanel client={client} conversation={item} isMine={isMine(item, me)} />
        <RefusalNotice id={id} />
        <Problem error={problem} />
        <Thread
          conversation={id}
          entries={entries}
          unsent={unsent.filter(({ conversationId }) => conversationId === id)}
          onEarlier={cursor === null ? undefined : () => void opened.earlier()}
          language={item.language}
          nameOf={nameOf}
        />
        <OthersNotice id={id} nameOf={nameOf} />
        <Composer key={id} item={item} nameOf={nameOf} />
      </section>
      {hasDetails && (
        <aside className="inbox-details" aria-label={m.inbox_details()}>
          <CustomerPanel
            client={client}
            conversation={item}
            briefing={briefing}
            isBriefing={act?.action === "takeover"}
          />
        </aside>
      )}
    </>
  );
}

function Head({
  item,
  hasDetails,
  onDetails,
  nameOf,
}: {
  readonly item: Item;
  readonly hasDetails: boolean;
  onDetails(): void;
  nameOf(id: string): string;
}) {
  const { open } = useInbox();
  const nowMs = useNow();
  return (
    <header className="conversation-head">
      <Button look="quiet" data-icon="" data-phone="" aria-label={m.inbox_back()} onClick={() => open(undefined)}>
        <Icon name="back" />
      </Button>
      <div className="conversation-who">
        <h2 dir="auto">
          {customerName(item.customer)} <LabelChips ids={item.labels} />
        </h2>
        <p className="quiet">
          {waits(item) && (
            <>
              <WaitTimer item={item} nowMs={nowMs} />
              {" · "}
            </>
          )}
          {channelName(item.channel)} · {standing(item, nameOf)}
          {item.snoozed_until !== null && ` · ${m.inbox_snoozed_until({ at: clockText(item.snoozed_until) })}`}
        </p>
      </div>
      <ActBar item={item} />
      <Button
        look="quiet"
        data-icon=""
        aria-pressed={hasDetails}
        aria-label={m.inbox_details()}
        title={`${m.inbox_details()} (I)`}
        onClick={onDetails}
      >
        <Icon name="details" />
      </Button>
    </header>
  );
}

function standing({ status, handoff }: Item, nameOf: (id: string) => string): string {
  if (handoff?.status === "with_operator" && handoff.assigned_to !== null)
    return m.inbox_with({ name: nameOf(handoff.assigned_to) });
  const texts = {
    active: m.inbox_status_active,
    escalated: m.inbox_status_escalated,
    resolved: m.inbox_status_resolved,
  };
  return texts[status]();
}

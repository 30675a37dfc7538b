import { m } from "#messages";
import { useSession } from "../../../api/session.ts";
import { Time } from "../../../components/time.tsx";
import { PastCalls } from "../call/past-calls.tsx";
import type { Item } from "../item.ts";
import { channelName, spaced } from "../words.ts";
import { CustomerOffers } from "./customer-offers.tsx";
import { CustomerRecord } from "./customer-record.tsx";
import { MergeProposals } from "./merge-proposals.tsx";
import { Fact, Part } from "./part.tsx";
import { PastConversations } from "./past-conversations.tsx";
import { Stars } from "./stars.tsx";

/** Beside the conversation: the briefing, why people were asked, and what is known of the customer. */
export function CustomerPanel({
  client,
  conversation,
  briefing,
  isBriefing,
}: {
  readonly client: string;
  readonly conversation: Item;
  readonly briefing: string | undefined;
  readonly isBriefing: boolean;
}) {
  const { may } = useSession();
  const { escalation, handoff, summary, context, customer, channel, created_at: since } = conversation;
  return (
    <>
      {(isBriefing || briefing) && (
        <Part title={m.inbox_briefing()}>
          <p dir="auto">{isBriefing && !briefing ? m.inbox_briefing_wait() : briefing}</p>
        </Part>
      )}
      {escalation !== null && (
        <Part title={m.inbox_why()}>
          <p>{spaced(escalation.reason)}</p>
          {handoff?.department && <p className="quiet">{spaced(handoff.department)}</p>}
        </Part>
      )}
      {summary !== "" && (
        <Part title={m.inbox_summary()}>
          <p dir="auto">{summary}</p>
        </Part>
      )}
      <Part title={m.inbox_customer()}>
        <dl className="facts">
          {customer.name !== null && <Fact name={m.name()}>{customer.name}</Fact>}
          <Fact name={channelName(channel)}>
            {customer.address_proven ? (
              <bdi dir="ltr">{customer.address}</bdi>
            ) : (
              m.inbox_not_proven({ address: customer.address })
            )}
          </Fact>
          <Fact name={m.inbox_since()}>
            <Time at={since} />
          </Fact>
          {conversation.rating !== null && (
            <Fact name={m.inbox_rating()}>
              <Stars rating={conversation.rating} /> <Time at={conversation.rating.at} />
            </Fact>
          )}
          {Object.entries(context).map(([name, value]) => (
            <Fact key={name} name={spaced(name)}>
              {value}
            </Fact>
          ))}
        </dl>
      </Part>
      <CustomerRecord client={client} customerId={customer.id} mayEdit={may("customers:write")} />
      {may("customers:write") && <MergeProposals client={client} customerId={customer.id} />}
      <CustomerOffers client={client} customerId={customer.id} />
      <PastConversations client={client} customerId={customer.id} current={conversation.conversation_id} />
      <PastCalls client={client} conversation={conversation} />
    </>
  );
}

import { canonicalAddress } from "../../../../../shared/channels/addresses/canonical-address.ts";
import { isSpoken } from "../../../../../shared/channels/definitions.ts";
import { identityOf, senderKeyOf } from "../../../../../shared/customers/identity.ts";
import { newestConsent } from "../../../../../shared/customers/may-contact.ts";
import { type Identity, personIdOf } from "../../../../../shared/customers/person.ts";
import { readCustomerOf } from "../../../../../shared/customers/store.ts";
import {
  type ChannelType,
  type Content,
  customerDataCollected,
  textContent,
} from "../../../../../shared/events/index.ts";
import { newEvent } from "../../../../../shared/runtime/step.ts";
import type { FeaturePorts, FeatureTurn, Preparation, TurnPart } from "../turn-part.ts";
import { type CollectionPlan, collectionPlan } from "./collection-plan.ts";
import { type Detail, detectDetails } from "./detect/detect.ts";
import { afterTurn, answerIn, type LearntDetails } from "./learn.ts";
import { maskedValue } from "./masked.ts";
import { notesOn, notesOnMissing, questionOn } from "./phrases.ts";
import { type Attempt, attemptIn } from "./proof.ts";
import { notesOnAttempt, proofPhrases } from "./proof-phrases.ts";
import { type CodeToSend, codeToSend } from "./send-code.ts";
import { type CollectionState, type collectingState, nothingCollected } from "./state.ts";

type Found = LearntDetails & {
  readonly before: CollectionState;
  readonly attempt: Attempt | undefined;
  readonly code: CodeToSend | undefined;
  /** Of the addresses that wait for their proof, the one that is proven now. */
  readonly proven: { readonly kind: "phone" | "email"; readonly value: string }[];
  readonly personId: string;
};

/**
 * Detects personal details in customers' messages. Asks for consent and confirmation when the tenant requires them,
 * then publishes the details for the customer record. Only the customer's own words count, never the model's.
 */
export const dataCollectionTurn: TurnPart<typeof collectingState> = {
  async prepare(turn, ports) {
    const { conversation, inbound, config } = turn;
    const plan = collectionPlan(config);
    const before = conversation.collecting ?? nothingCollected;
    if (!plan || before.consent === "refused") return undefined;
    const answer = answerIn(before, conversation.turnCount, inbound);
    const attempt = conversation.proving ? attemptIn(conversation.proving, inbound, ports.now) : undefined;
    const details = await newDetails(turn, plan, { before, attempt });
    if (details.length === 0 && !answer && !attempt) return stillMissing(before, plan);
    const consent = await consentBefore(turn, plan, before, { details, ports });
    if (consent === "refused" && before.consent === null) return undefined;
    const learnt = afterTurn({ ...before, consent }, { plan, answer, details, turn: conversation.turnCount + 1 });
    const code = await codeToSend(turn, learnt.fresh, ports);
    const ofAttempt = attempt ? notesOnAttempt(attempt) : [];
    const notes = [...ofAttempt, ...notesOn(learnt, plan), ...notesOnMissing(learnt.state, plan)];
    const { channel, customer, proving: waited } = conversation;
    const proven = attempt?.type === "right" && waited ? [{ kind: waited.kind, value: waited.value }] : [];
    const ids = await ports.documents.ids(turn.tenantId);
    const personId = personIdOf(ids, { channel, address: senderKeyOf(customer) }, proven);
    const found: Found = { ...learnt, before, attempt, code, proven, personId };
    return { type: "brief", briefing: { notes, sources: [] }, tools: [], found };
  },

  conclude(turn, { next, found, now }) {
    if (!found) return undefined;
    const { config, signals } = turn;
    const learnt = found as Found;
    const plan = collectionPlan(config);
    const { state, fresh, consent, question, attempt, code, proven, personId } = learnt;
    const told = Object.entries(fresh).map(([id, { value }]) => [id, value] as const);
    const named = identitiesIn(state, plan);
    const { conversation } = turn;
    const { id: conversationId, channel, customer } = conversation;
    const kept = told.length > 0 || consent !== null || proven.length > 0;
    const data = {
      personId,
      conversationId,
      channel,
      address: senderKeyOf(customer),
      identities: named,
      proven,
      movedTo: null,
      fields: state.kept,
      consents: consent === null ? [] : [{ purpose: "data_collection" as const, ...consent }],
      at: now.toISOString(),
    };
    return {
      conversation: {
        collecting: state,
        proving: code?.proving ?? (attempt ? attempt.proving : conversation.proving),
        context: { ...next.context, ...Object.fromEntries(told.map(([id, value]) => [`customer_${id}`, value])) },
        customer: { ...customer, name: customer.name ?? fresh.name?.value ?? null },
      },
      messages: [
        ...(question && plan ? [questionOn(question, { state, plan, language: signals.language })] : []),
        ...(code ? [askForCode(code.proving, signals.language)] : []),
      ],
      publish: [...(kept ? [newEvent(customerDataCollected, personId, data)] : []), ...(code ? [code.request] : [])],
      records: code ? [code.count] : [],
    };
  },
};

function askForCode({ kind, value }: CodeToSend["proving"], language: string): Content {
  return textContent(proofPhrases(language).ask(maskedValue(kind, value)));
}

function stillMissing(state: CollectionState, plan: CollectionPlan): Preparation | undefined {
  const notes = notesOnMissing(state, plan);
  return notes.length === 0 ? undefined : { type: "brief", briefing: { notes, sources: [] }, tools: [], found: null };
}

/** What the customer's messages tell that is not known yet. */
async function newDetails(
  turn: FeatureTurn,
  plan: CollectionPlan,
  { before, attempt }: { readonly before: CollectionState; readonly attempt: Attempt | undefined },
) {
  const { conversation, inbound } = turn;
  const own = identityOf(conversation.channel, senderKeyOf(conversation.customer));
  const all: (Detail & { readonly messageId: string })[] = [];
  // The right code is not what the tenant collects, whatever it looks like.
  const code = attempt?.type === "right" ? attempt.messageId : undefined;
  for (const { id, text } of inbound.filter((message) => message.id !== code))
    for (const detail of await detectDetails(
      await asWritten(text, conversation.channel),
      plan,
      new Date(inbound.at(-1)?.at ?? 0),
    )) {
      const { field, value } = detail;
      const isKnown =
        before.kept[field.id]?.value === value ||
        (field.kind === own.kind && canonicalAddress(own.kind, value) === own.value);
      if (!isKnown) all.push({ ...detail, messageId: id });
    }
  return all;
}

/** What a caller said, with numbers and addresses as they are written. */
async function asWritten(text: string, channel: ChannelType): Promise<string> {
  if (!isSpoken(channel)) return text;
  const { writtenForm } = await import("../../../../../shared/voice/spoken/read-back.ts");
  return writtenForm(text);
}

/**
 * Customers who answered once are not asked again in another conversation. Costs one read, and only when there is
 * something to store.
 */
async function consentBefore(
  { tenantId, conversation }: FeatureTurn,
  plan: CollectionPlan,
  before: CollectionState,
  { details, ports: { documents, now } }: { readonly details: readonly Detail[]; readonly ports: FeaturePorts },
): Promise<CollectionState["consent"]> {
  if (!plan.consent?.required || before.consent !== null || before.asked || details.length === 0) return before.consent;
  const known = await readCustomerOf(documents, tenantId, conversation, now);
  const said = newestConsent(known.state, "data_collection", conversation.channel);
  return said === undefined ? null : said.granted ? "granted" : "refused";
}

function identitiesIn({ kept }: CollectionState, plan: CollectionPlan | undefined) {
  return (["phone", "email"] as const).flatMap((kind): (Identity & { readonly kind: "phone" | "email" })[] => {
    const value = plan?.fields.some(({ id }) => id === kind) ? kept[kind]?.value : undefined;
    return value === undefined ? [] : [{ kind, value }];
  });
}

import type { TenantConfig } from "../../../../shared/config/index.ts";
import { renderPrompt } from "../../../../shared/config/prompt.ts";
import type { ConfigSource } from "../../../../shared/config/versions/current-config.ts";
import { conversationSummaries } from "../../../../shared/contracts/conversation/conversation-summary.ts";
import type { Customer } from "../../../../shared/customers/customer.ts";
import { newestConsent } from "../../../../shared/customers/may-contact.ts";
import { readCustomerOf } from "../../../../shared/customers/store.ts";
import type { ChannelType } from "../../../../shared/events/conversation/conversation.ts";
import { publicTokensOf } from "../../../../shared/knowledge/mask-personal.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import { erasedCustomerId } from "../../../../shared/platform/personal-data.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { type Rating, ratings } from "../calibration/rating.ts";
import { evaluations } from "../evaluations/evaluation.ts";
import { readRatedSession } from "./rated-session.ts";
import { exampleOf, type LeftOutReason } from "./tuning-example.ts";

/** Ratings of one customer's conversations that are read to find those of one session. */
const mostOfCustomer = 200;

interface ApprovalRule {
  /** The lowest rating, 1 to 10, that approves a conversation. */
  readonly minimum: number;
  /** Whether an answer may have a placeholder. */
  readonly maskedAnswers: "keep" | "leave-out";
}

type Looked =
  | { readonly type: "example"; readonly conversationId: string; readonly startedAt: string; readonly line: string }
  | { readonly type: "left-out"; readonly reason: LeftOutReason }
  /** Another rating of the same session stands for it. */
  | { readonly type: "counted-elsewhere" };

/**
 * What a person's rating makes of the session that was rated. Each session counts once, with its newest rating, however
 * many people rated it; a single low rating leaves it out.
 */
export async function lookAtRating(
  { documents, config, now }: Pick<ConfigSource, "config"> & { readonly documents: Documents; now(): Date },
  { tenantId, rating, rule }: { readonly tenantId: TenantId; readonly rating: Rating; readonly rule: ApprovalRule },
): Promise<Looked> {
  const leftOut = (reason: LeftOutReason) => ({ type: "left-out", reason }) as const;
  const evaluation = (await documents.get(tenantId, evaluations.collection, rating.evaluationId))?.data.state;
  if (evaluation === undefined) return leftOut("gone");
  const { conversationId, until } = evaluation;
  const conversation = (await documents.get(tenantId, conversationSummaries, conversationId))?.data.state;
  if (conversation === undefined || conversation.customer.id === erasedCustomerId) return leftOut("gone");
  const session = await readRatedSession(documents, tenantId, { conversationId, until });
  if (session === undefined) return leftOut("gone");

  const ofSession = await ratingsOf(documents, tenantId, rating, (other) =>
    other.conversationId === conversationId ? session.holds(other.until) : false,
  );
  const [newest = rating] = ofSession.toSorted(newestFirst);
  if (newest.ratingId !== rating.ratingId) return { type: "counted-elsewhere" };
  if (ofSession.some(({ overall }) => overall < rule.minimum)) return leftOut("rated-low");

  const { channel } = conversation;
  const { state: customer } = await readCustomerOf(documents, tenantId, conversation, now());
  const refusal = consentProblem(customer, channel);
  if (refusal !== undefined) return leftOut(refusal);
  const { turns } = session;
  if (turns === undefined) return leftOut("too-long");

  const { name, version } = turns.at(-1)?.config ?? conversation.config;
  const { system, publicTokens } = publicTextsOf(await config(tenantId, name, version));
  const names = [conversation.customer.name, customer.name].flatMap((each) => each ?? []);
  const addresses = [conversation.customer.address, ...customer.identities.map(({ value }) => value)];
  const details = [...addresses, ...Object.values(customer.fields).map(({ value }) => value)];
  const outcome = exampleOf({ turns, system, publicTokens, names, details });
  if (outcome.type === "left-out") return outcome;
  if (outcome.hasMaskedAnswer && rule.maskedAnswers === "leave-out") return leftOut("masked-answer");
  return { type: "example", conversationId, startedAt: session.startedAt, line: outcome.line };
}

/**
 * Training is more than answering, so silence is no consent: the customer has said yes to the storing of their data on
 * this channel, and not refused the recording of a call.
 */
function consentProblem(customer: Customer, channel: ChannelType): LeftOutReason | undefined {
  const collection = newestConsent(customer, "data_collection", channel);
  if (collection === undefined) return "consent-missing";
  const recording = newestConsent(customer, "recording", channel);
  return collection.granted && recording?.granted !== false ? undefined : "consent-refused";
}

/** The customer's ratings whose evaluation is one of the session, this rating included. */
async function ratingsOf(
  documents: Documents,
  tenantId: TenantId,
  rating: Rating,
  isOfSession: (evaluation: { readonly conversationId: string; readonly until: string }) => boolean,
): Promise<readonly Rating[]> {
  const page = await documents.query(tenantId, ratings.collection, {
    where: [["state.customerId", "==", rating.customerId]],
    limit: mostOfCustomer,
  });
  const others = page.items.map(({ data }) => data.state).filter(({ ratingId }) => ratingId !== rating.ratingId);
  const found: Rating[] = [rating];
  for (const other of others) {
    const evaluation = await documents.get(tenantId, evaluations.collection, other.evaluationId);
    if (evaluation !== undefined && isOfSession(evaluation.data.state)) found.push(other);
  }
  return found;
}

function newestFirst(one: Rating, other: Rating): number {
  return other.at.localeCompare(one.at) || one.ratingId.localeCompare(other.ratingId);
}

/** The instruction of the configuration, and the numbers and addresses that everybody may read in it. */
function publicTextsOf(config: TenantConfig) {
  const system = renderPrompt(config.agent.system_prompt, config);
  const catalogue = config.catalogue.map(({ name, price }) => `${name}: ${price}`);
  const knowledge = config.knowledge.map(({ title, text }) => `${title ?? ""}\n${text}`);
  return { system, publicTokens: publicTokensOf([system, ...catalogue, ...knowledge].join("\n")) };
}

import type {
  AgentEvent,
  AgentOutcome,
  AgentPorts,
  AgentTurn,
  AskedModel,
  Briefing,
} from "../../../../shared/agent/agent.ts";
import { askChoices } from "../../../../shared/agent/calls/asked-call.ts";
import { languageNamed } from "../../../../shared/agent/language/in-language.ts";
import { type EscalationReason, escalationFor } from "../../../../shared/agent/signals/escalation.ts";
import { ownSignals } from "../../../../shared/agent/signals/own-signals.ts";
import { isRepetitive } from "../../../../shared/agent/signals/repetition.ts";
import { readSignals, type Signals } from "../../../../shared/agent/signals/signals.ts";
import type { TenantConfig } from "../../../../shared/config/index.ts";
import type { BudgetLevel } from "../../../../shared/contracts/metrics/budget-standing.ts";
import { ownerOf } from "../../../../shared/customers/identity.ts";
import { type Content, textContent } from "../../../../shared/events/index.ts";
import type { ModelReply } from "../../../../shared/models/model.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { startDeadline } from "../../../../shared/runtime/failures/deadline.ts";
import { RetryableError } from "../../../../shared/runtime/failures/errors.ts";
import type { StepContext } from "../../../../shared/runtime/step.ts";
import { marksOf } from "../../../../shared/tools/agreement.ts";
import type { AvailableTools } from "../../../../shared/tools/tool-set.ts";
import type { Conversation, Inbound, Message } from "../conversation.ts";
import type { ConversationDependencies } from "../dependencies.ts";
import { type Prepared, prepareTurn } from "../features/apply.ts";
import { allowedReply, isMailLoop } from "../handoff/reply-budget.ts";
import { isOverBudget } from "../handoff/spent.ts";
import { type KeptRequests, traceOf } from "../inspect/turn-trace.ts";
import { budgetSpentPhrase } from "./budget/budget-phrases.ts";
import { clientBudget, withCheaperModel } from "./budget/client-budget.ts";
import { isBotLoop, isLeftSilent } from "./loops/bot-loop.ts";
import type { FoundLoop } from "./loops/ended-loop.ts";
import { handOverLoop, isModelLoop } from "./loops/model-loop.ts";
import { citedFiles } from "./reply/cited-files.ts";

/** The result of asking the features and the agent, as data for `decide`. */
export interface TurnAnswer {
  readonly inbound: readonly Inbound[];
  readonly signals: Signals;
  readonly config: TenantConfig;
  readonly outcome: AgentOutcome;
  /** The reply to the customer. Null sends nothing. */
  readonly content: Content | null;
  /** What each feature found before the agent was asked, by feature name. */
  readonly found: Prepared["found"];
  /** The features that take part in this turn. */
  readonly parts: Prepared["parts"];
  readonly durationMs: number;
  /** The loop that this turn ends. */
  readonly loop?: FoundLoop | undefined;
  /** What models were shown, as it is kept. Undefined: nothing is kept. */
  readonly shown?: KeptRequests | undefined;
}

/** Progress that a step reports while it asks the agent. */
export type TurnProgress = AgentEvent | { readonly type: "answered"; readonly answer: TurnAnswer };

/** Flag of a turn that ran without a configured tool. It is shown with the turn, and conditions can use it. */
const toolUnavailable = "tool_unavailable";
const noTools: AvailableTools = { tools: [], unavailable: [] };

/** Key of the models' answers of this turn in the effect ledger. */
const modelRepliesKey = "decided";

/**
 * Maximum tries of one message, each with the models' own retries, before a person takes over. The deadline may end
 * them sooner.
 */
const modelAttempts = 4;

/**
 * Asks the features, then the agent, to answer `inbound`. When the models keep failing, the customer is told and a
 * person takes over.
 */
export async function askAgent(
  dependencies: ConversationDependencies,
  question: {
    readonly tenantId: TenantId;
    readonly turnId: string;
    readonly conversation: Conversation;
    readonly inbound: readonly Inbound[];
    readonly config: TenantConfig;
  },
  ctx: StepContext<TurnProgress>,
): Promise<TurnAnswer> {
  const { conversation, config, inbound } = question;
  const startedAt = performance.now();
  const messages = inbound.map((message) => message.text);
  const said = (role: Message["role"]) =>
    conversation.recent.filter((each) => each.role === role).map(({ text }) => text);
  const earlier = said("customer");
  const isBot = isBotTurn(conversation, messages.join("\n"), ctx.now);
  const allowed = isBot ? replyToBot(conversation) : allowedReply(conversation, { inbound, config, now: ctx.now });
  const budget = await clientBudget(dependencies.platform.documents, question.tenantId, { config, now: ctx.now });
  const isSpent = isOverBudget(config, conversation.spent) || (budget === "stop" && config.budgets?.hand_over === true);
  const raised = [
    ...(isRepetitive({ messages, earlier, answers: said("agent") }) ? ["repetition"] : []),
    ...(isSpent || (allowed === "person" && !isBot) ? ["budget_exceeded"] : []),
    ...ownSignals(config, messages),
  ];
  const read = readSignals({
    messages,
    earlier,
    raised,
    interactionCount: conversation.turnCount + 1,
    // Noted by a tool that knows the customer, such as a CRM.
    customerType: conversation.context.customer_type,
    fallbackLanguage: languageNamed(config.agent.language),
  });
  const { tenantId, turnId } = question;
  const ruled = { tenantId, turnId, conversation, inbound, config, signals: read };
  const { effect, log, now } = ctx;
  const prepared = await prepareTurn(ruled, { documents: dependencies.platform.documents, effect, log, now });
  const { found, parts, inbound: shown } = prepared;
  const available = prepared.reply ? noTools : await dependencies.tools(config);
  for (const { name, error } of available.unavailable)
    log.error({ err: error, tool: name }, "a tool is unavailable, the turn continues without it");
  const flags = [...prepared.flags, ...(available.unavailable.length > 0 ? [toolUnavailable] : [])];
  const signals = flags.length > 0 ? { ...read, flags: [...read.flags, ...flags] } : read;
  const isStopped = budget === "stop" && config.budgets?.hand_over === false;
  const requests: AskedModel[] = [];
  const note = config.conversation.shown_to_model_days > 0 ? (each: AskedModel) => requests.push(each) : undefined;
  const reply = prepared.reply ?? replyWithoutAgent({ allowed, isStopped, config, language: read.language });
  const asked = reply
    ? withoutAgent(conversation, reply.content)
    : isBot
      ? withoutModel({ config, signals, context: conversation.context }, "loop_detected")
      : await runAgent(dependencies, { ...question, inbound: shown, signals, prepared, available, budget, note }, ctx);
  const isSame = isModelLoop(conversation, shown, asked);
  const outcome = isSame ? handOverLoop({ outcome: asked, config, signals }, ctx) : asked;
  const content = reply ? reply.content : contentOf(conversation, outcome, signals.language);
  const durationMs = Math.round(performance.now() - startedAt);
  const loop = loopOf({ isBot, isSame, tool: asked.loop });
  const kept = keptRequests(requests, conversation, log);
  const answer = { inbound: shown, signals, config, outcome, content, found, parts, durationMs, loop, shown: kept };
  ctx.progress({ type: "answered", answer });
  return answer;
}

/** A customer gets the answer also where what led to it cannot be kept. */
function keptRequests(
  requests: readonly AskedModel[],
  { summary, context, unsummarised: missing = 0, recent }: Conversation,
  log: StepContext["log"],
): KeptRequests | undefined {
  try {
    return { ...traceOf(requests), given: { summary, context, missing, recent: recent.length } };
  } catch (error) {
    log.error({ err: error }, "what the model was shown for a turn is not kept");
    return undefined;
  }
}

/** Whether a machine on the other side repeats itself. Where it is left silent, that was seen before the turn. */
function isBotTurn(conversation: Conversation, text: string, now: Date): boolean {
  if (conversation.channel === "email") return isMailLoop(conversation, text, now);
  return !isLeftSilent(conversation.channel) && isBotLoop(conversation, text, now.toISOString());
}

/** A mail gets no answer. Elsewhere a person is asked, once. */
function replyToBot({ channel, status }: Conversation): ReturnType<typeof allowedReply> {
  return channel === "email" || status === "escalated" ? "none" : "person";
}

function loopOf(seen: { readonly isBot: boolean; readonly isSame: boolean; readonly tool: string | undefined }) {
  if (seen.isBot) return { kind: "bot", tool: null } as const;
  if (seen.isSame) return { kind: "model", tool: null } as const;
  return seen.tool === undefined ? undefined : ({ kind: "tool", tool: seen.tool } as const);
}

/** What is said in the agent's place when it may not answer: nothing, or that the client's budget is spent. */
function replyWithoutAgent(turn: {
  readonly allowed: ReturnType<typeof allowedReply>;
  readonly isStopped: boolean;
  readonly config: TenantConfig;
  readonly language: string;
}): { readonly content: Content | null } | null {
  if (turn.allowed === "none") return { content: null };
  if (!turn.isStopped) return null;
  return { content: textContent(budgetSpentPhrase(turn.language, turn.config.budgets?.stop_messages ?? {})) };
}

function contentOf(conversation: Conversation, outcome: AgentOutcome, language: string): Content {
  const choices = outcome.asks ? askChoices(outcome.asks, language) : [];
  return { text: outcome.text, choices, media: citedFiles(conversation, outcome) };
}

async function runAgent(
  dependencies: ConversationDependencies,
  question: Parameters<typeof askAgent>[1] & {
    readonly signals: Signals;
    readonly prepared: Prepared;
    readonly available: AvailableTools;
    readonly budget: BudgetLevel;
    readonly note: AgentPorts["noteAsked"] | undefined;
  },
  ctx: StepContext<TurnProgress>,
): Promise<AgentOutcome> {
  const { conversation, config, inbound, signals, prepared, available } = question;
  const turn: AgentTurn = {
    tenantId: question.tenantId,
    turnId: question.turnId,
    conversationId: conversation.id,
    channel: conversation.channel,
    config: question.budget === "downgrade" ? withCheaperModel(config) : config,
    // Tools identify customers by their channel. A number that a customer merely named must not open another customer's
    // records.
    customer: {
      ...conversation.customer,
      id: ownerOf(await dependencies.platform.documents.ids(question.tenantId), conversation),
    },
    summary: conversation.summary,
    recent: conversation.recent,
    missing: conversation.unsummarised ?? 0,
    inbound,
    context: conversation.context,
    identity: prepared.identity,
    signals,
    ...(prepared.granted && { granted: prepared.granted }),
    briefing: withUnavailable(prepared, available.unavailable),
    now: ctx.now,
  };
  const tools = [...available.tools, ...prepared.tools];
  const knowledge = await dependencies.knowledge(config);
  const decided = ((await ctx.recall(modelRepliesKey)) ?? []) as readonly ModelReply[];
  const deadlineMs = config.guardrails.turn_deadline_seconds * 1_000;
  const deadline = startDeadline(deadlineMs, ctx.signal);
  return dependencies.agent
    .run(turn, {
      models: dependencies.models,
      tools,
      knowledge,
      effect: ctx.effect,
      savedReplies: decided,
      saveReplies: (replies) => ctx.keep(modelRepliesKey, replies),
      marks: marksOf(ctx),
      log: ctx.log,
      signal: deadline.signal,
      ...(ctx.watched ? { emit: ctx.progress } : {}),
      ...(question.note ? { noteAsked: question.note } : {}),
    })
    .catch((error: unknown) => {
      // The caller has gone: nothing is sent, and no person is called.
      if (ctx.signal.aborted) throw error;
      const overdue = deadline.hasPassed() || waitingMs(inbound, ctx.now) >= deadlineMs;
      if (!(error instanceof RetryableError) || (ctx.attempt < modelAttempts && !overdue)) throw error;
      ctx.log.error({ err: error }, "no model answered, a person takes over");
      return withoutModel(turn, "system_error");
    })
    .finally(deadline.met);
}

/** Tells the model which tools are missing, so that it does not promise their results. */
function withUnavailable(briefing: Briefing, unavailable: AvailableTools["unavailable"]): Briefing {
  if (unavailable.length === 0) return briefing;
  const names = unavailable.map(({ name }) => name).join(", ");
  const note = `These tools are out of order right now: ${names}. Do not promise what they would do. Say that it is not possible at the moment where the customer needs it.`;
  return { ...briefing, notes: [...briefing.notes, note] };
}

/** The outcome of a turn that a feature answered, in place of the agent's. */
function withoutAgent(conversation: Conversation, content: Content | null): AgentOutcome {
  return { status: "reply", text: content?.text ?? "", citations: [], ...noAgent(conversation.context) };
}

function waitingMs([first]: readonly Inbound[], now: Date): number {
  return first ? now.getTime() - Date.parse(first.at) : 0;
}

function withoutModel(turn: Pick<AgentTurn, "config" | "signals" | "context">, reason: EscalationReason): AgentOutcome {
  return {
    status: "escalate",
    ...escalationFor(turn.config, turn.signals, reason),
    ...noAgent(turn.context),
  };
}

function noAgent(context: Conversation["context"]) {
  const usage = { model: "none", served: "none", inputTokens: 0, outputTokens: 0, modelCalls: 0, modelMs: 0 };
  return { toolCalls: [], context, usage, guardFindings: [] };
}

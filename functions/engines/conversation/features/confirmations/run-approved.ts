import type { TenantConfig } from "../../../../../shared/config/index.ts";
import { ownerOf } from "../../../../../shared/customers/identity.ts";
import {
  type ApprovalAnswered,
  approvalAnswered,
  approvalRequested,
  approvedCallRun,
  messageRequested,
  textContent,
} from "../../../../../shared/events/index.ts";
import { startDeadline } from "../../../../../shared/runtime/failures/deadline.ts";
import { RetryableError, TerminalError } from "../../../../../shared/runtime/failures/errors.ts";
import { deriveId } from "../../../../../shared/runtime/ids.ts";
import { type Event, newEvent, type StepContext, step } from "../../../../../shared/runtime/step.ts";
import { canonicalJson } from "../../../../../shared/schema/canonical-json.ts";
import { compareAgreed, marksOf, previewOf } from "../../../../../shared/tools/agreement.ts";
import type { Tool, ToolCallContext } from "../../../../../shared/tools/tool.ts";
import type { ConversationWith } from "../feature-state.ts";
import type { StepDependencies } from "../feature-step.ts";
import { approvalText } from "./approval-phrases.ts";
import { approvalOf, storedPreview } from "./approval-request.ts";
import type { confirmationState } from "./state.ts";

type State = typeof confirmationState;
type Dependencies = Pick<StepDependencies<State>, "conversations" | "config" | "tools" | "platform">;

/** What came of an answered request. `changed`: what would be done is no longer what was approved. */
type Run =
  | { readonly outcome: "done"; readonly result: unknown }
  | { readonly outcome: "refused" | "failed" | "unknown"; readonly detail: string }
  | { readonly outcome: "changed"; readonly preview: Awaited<ReturnType<typeof previewOf>> }
  | { readonly outcome: "declined" | "expired" };

const runMs = 20_000;
const mostContextCharacters = 1_500;

/**
 * Runs an approved call once, and tells the customer what came of it by the way of every message that is no reply. The
 * agent finds it in the conversation's context.
 */
export function runApprovedStep(dependencies: Dependencies) {
  return step<ApprovalAnswered, ConversationWith<State>, Run>({
    name: "conversation-run-approved",
    on: approvalAnswered,
    publishes: [messageRequested, approvedCallRun, approvalRequested],
    document: dependencies.conversations,
    documentId: (event) => event.data.request.conversationId,
    exclusive: false,

    async gather(conversation, event, ctx) {
      if (!conversation) throw new TerminalError("conversation-gone", "The conversation was erased in the meantime.");
      const config = await dependencies.config(event.tenantId, conversation.config.name, conversation.config.version);
      const { answer } = event.data;
      const run =
        answer === "approved" ? await runCall(dependencies, { conversation, config, event }, ctx) : { outcome: answer };
      return run;
    },

    decide(conversation, { id, data: { request, answer } }, run, now) {
      if (!conversation) return undefined;
      const at = now.toISOString();
      const { approvalId } = request;
      if (run.outcome === "changed") {
        const again = approvalOf(
          { ...request, approvalId: deriveId("approval", approvalId, id), preview: storedPreview(run.preview) },
          now,
        );
        const detail = `It has changed since the request. ${again.approvalId} asks for it anew.`;
        const replaced = newEvent(approvedCallRun, approvalId, { approvalId, outcome: "refused" as const, detail, at });
        return { document: conversation, publish: [newEvent(approvalRequested, again.approvalId, again), replaced] };
      }
      const told = run.outcome === "done" ? JSON.stringify(run.result) : "detail" in run ? run.detail : "";
      const approval = `${run.outcome}: ${request.tool} ${canonicalJson(request.arguments)} ${told}`;
      const context = { ...conversation.context, approval: approval.slice(0, mostContextCharacters) };
      const message = newEvent(messageRequested, conversation.id, {
        requestId: deriveId("approval-message", approvalId, run.outcome),
        origin: { kind: "tool" as const, id: approvalId },
        purpose: "transactional" as const,
        conversationId: conversation.id,
        recipient: recipientOf(conversation),
        content: textContent(approvalText(run.outcome, request)),
        template: null,
        onlyIfOpen: true,
        unlessWrittenSince: null,
        configName: conversation.config.name,
      });
      const ran =
        answer === "approved" && run.outcome !== "declined" && run.outcome !== "expired"
          ? [newEvent(approvedCallRun, approvalId, { approvalId, outcome: run.outcome, detail: detailOf(run), at })]
          : [];
      const noted = fits(conversation) ? { context } : {};
      return { document: { ...conversation, ...noted, updatedAt: at }, publish: [message, ...ran] };
    },
  });
}

/** A context has at most 50 notes. The approval's own takes the place of an earlier one. */
function fits({ context }: ConversationWith<State>): boolean {
  return Object.hasOwn(context, "approval") || Object.keys(context).length < 50;
}

function detailOf(run: Run): string | null {
  return "detail" in run ? run.detail.slice(0, 500) : null;
}

function recipientOf({ channel, customer, accountAddress }: ConversationWith<State>) {
  return { channel, accountAddress, address: customer.address, name: customer.name };
}

async function runCall(
  { tools, platform: { documents } }: Dependencies,
  {
    conversation,
    config,
    event,
  }: {
    readonly conversation: ConversationWith<State>;
    readonly config: TenantConfig;
    readonly event: Event<ApprovalAnswered>;
  },
  ctx: StepContext<never>,
): Promise<Run> {
  const { request } = event.data;
  const available = await tools(config);
  const tool = available.tools.find(({ name }) => name === request.tool);
  if (tool === undefined) return { outcome: "failed", detail: `There is no tool ${request.tool} any more.` };
  const args = tool.parameters.parse(request.arguments);
  if (!args.ok) return { outcome: "failed", detail: `${request.tool} takes other arguments now.` };
  const deadline = startDeadline(runMs, ctx.signal);
  const call: ToolCallContext = {
    tenantId: event.tenantId,
    conversationId: conversation.id,
    channel: conversation.channel,
    customer: { ...conversation.customer, id: ownerOf(await documents.ids(event.tenantId), conversation) },
    identity: request.identity,
    attachments: [],
    context: conversation.context,
    setContext: () => undefined,
    // A person has read what is sent, and approved it.
    judge: () => null,
    idempotencyKey: request.approvalId,
    now: ctx.now,
    signal: deadline.signal,
  };
  try {
    return await runOnce(tool, args.value, { call, request, ctx });
  } finally {
    deadline.met();
  }
}

/** Runs the call if it is still what was approved. A repeat of the same event finds what the first run did. */
export async function runOnce(
  tool: Tool,
  args: Readonly<Record<string, unknown>>,
  {
    call,
    request,
    ctx,
  }: {
    readonly call: ToolCallContext;
    readonly request: ApprovalAnswered["request"];
    readonly ctx: StepContext<never>;
  },
): Promise<Run> {
  try {
    const agreed = { id: request.approvalId, preview: request.preview };
    const { preview, isSame } = await compareAgreed(agreed, () => previewOf(tool, args, call), marksOf(ctx));
    if (!isSame) return { outcome: "changed", preview };
    const effect = (idempotencyKey: string) => tool.execute(args, { ...call, idempotencyKey });
    const { content, broke } = await ctx.effect(request.approvalId, effect, { policy: tool.reconcile });
    const refusal = typeof content === "object" && content !== null && "error" in content ? content.error : undefined;
    if (refusal !== undefined) return { outcome: broke ? "failed" : "refused", detail: String(refusal) };
    return broke
      ? { outcome: "failed", detail: "The service behind the tool failed." }
      : { outcome: "done", result: content };
  } catch (error) {
    if (error instanceof RetryableError) throw error;
    if (!(error instanceof TerminalError)) throw error;
    ctx.log.warn({ err: error, tool: tool.name }, "an approved call failed");
    if (error.code === "effect-outcome-unknown") return { outcome: "unknown", detail: error.message };
    return { outcome: error.code === "operation-refused" ? "refused" : "failed", detail: error.message };
  }
}

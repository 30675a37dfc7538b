import { hash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { ModelReply, ModelRequest } from "../../../shared/models/model.ts";
import type { Product } from "../product.ts";
import { exchanges, newestText } from "./dialogue.ts";
import { postWebhook, type QuietTwilio, whatsappMessage } from "./twilio.ts";

export const columns = ["invocations", "reads", "commits", "writes", "publishes", "schedules", "sends"] as const;
export type Operations = Readonly<Record<(typeof columns)[number], number>>;

/** One repetition of a scenario, with its own customer. */
export interface Run {
  readonly product: Product;
  readonly twilio: QuietTwilio;
  /** The customer's phone number. */
  readonly customer: string;
}

export interface Scenario {
  readonly name: string;
  /** Maximum values. */
  readonly goals?: Partial<Operations>;
  /** True if cached configuration pointers may be expired. They are not refreshed before the count. */
  readonly isCold?: boolean;
  /** True if a burst ends after the count. */
  readonly leavesBurst?: boolean;
  /** Preparation, which is not counted. */
  prepare(run: Run): Promise<void>;
  /** The counted part. */
  act(run: Run): Promise<void>;
}

const [first = "", second = ""] = exchanges.map(({ question }) => question);
const wantsTicket = "Please leave a request for your team to call me back about a corporate check-up.";
const wantsPerson = "I want to talk to a human please.";
/** Longer than the cache time of pointers and routes. */
const quietMs = 1_200;
/** Two messages each: one more turn fills over 80 % of the 30 messages in a prompt. */
const turnsBeforeSummary = 12;
export const burstWindowMs = 1_500;

const nothing = async (): Promise<void> => undefined;

const chatting = { prepare: (run: Run) => chat(run, first) };
const writing = { prepare: (run: Run) => write(run, first) };

/** Scenarios with a burst window of 0. */
export const atOnce: readonly Scenario[] = [
  {
    ...chatting,
    name: "chat turn",
    goals: { invocations: 1, reads: 1, writes: 3, publishes: 0 },
    act: (run) => chat(run, second),
  },
  { name: "chat turn that opens a conversation", prepare: nothing, act: (run) => chat(run, first) },
  {
    name: "chat turn that brings history near its limit",
    async prepare(run) {
      for (let turn = 0; turn < turnsBeforeSummary; turn += 1)
        await chat(run, exchanges[turn % exchanges.length]?.question ?? first);
    },
    act: (run) => chat(run, second),
  },
  { ...chatting, name: "chat turn with a tool that changes something", act: (run) => chat(run, wantsTicket) },
  { ...chatting, name: "chat turn that goes to a person", act: (run) => chat(run, wantsPerson) },
  {
    ...writing,
    name: "webhook turn",
    // The webhook, the turn, and the step that tells outgoing webhooks of messages, which finds none.
    // Writes: the conversation, the turn, what the model was shown, and the outbox.
    goals: { invocations: 3, reads: 1, writes: 4, publishes: 1 },
    act: (run) => write(run, second),
  },
  {
    name: "webhook turn after a quiet second",
    isCold: true,
    async prepare(run) {
      await write(run, first);
      await sleep(quietMs);
    },
    act: (run) => write(run, second),
  },
  {
    name: "the same webhook once more",
    goals: { writes: 0, sends: 0 },
    prepare: (run) => write(run, first, "twice"),
    act: (run) => write(run, first, "twice"),
  },
  {
    ...writing,
    name: "delivery report",
    act: (run) => report(run, "delivered"),
  },
  {
    name: "the same delivery report once more",
    goals: { commits: 0, publishes: 0 },
    async prepare(run) {
      await answered(run, first);
      await report(run, "delivered");
    },
    act: (run) => report(run, "delivered"),
  },
];

const burst = `burst of ${burstWindowMs} ms`;

/** Scenarios with a burst window. */
export const inBursts: readonly Scenario[] = [
  { name: `${burst}: its first message`, leavesBurst: true, prepare: nothing, act: (run) => write(run, first) },
  { ...writing, name: `${burst}: each further message`, leavesBurst: true, act: (run) => write(run, second) },
  { ...writing, name: `${burst}: its end`, act: () => sleep(burstWindowMs) },
];

/** A known customer's message, from its webhook to the last of three delivery reports. */
function wholeTurn(
  reports: readonly string[],
  { arriving, commits }: { readonly arriving: "one by one" | "at once"; readonly commits: number },
): Scenario {
  return {
    name: `turn with a burst of ${burstWindowMs} ms and reports ${reports.join(", ")} ${arriving}`,
    goals: { reads: 4, commits, publishes: 2 },
    prepare: (run) => answered(run, first),
    async act(run) {
      await answered(run, second);
      if (arriving === "at once") await Promise.all(reports.map((status) => report(run, status)));
      else for (const status of reports) await report(run, status);
    },
  };
}

/**
 * What Twilio reports on each WhatsApp message, and then what it reports where the customer reads it. A report that comes
 * alone and is newer costs a commit, so that none is lost that was acknowledged.
 */
export const wholeTurns: readonly Scenario[] = [
  wholeTurn(["queued", "sent", "delivered"], { arriving: "one by one", commits: 5 }),
  wholeTurn(["sent", "delivered", "read"], { arriving: "at once", commits: 5 }),
  wholeTurn(["sent", "delivered", "read"], { arriving: "one by one", commits: 6 }),
];

const inboxSeconds = 5;
let closing = new AbortController();

/** An operator's inbox that nothing happens in. */
export const idleInbox: Scenario = {
  name: `inbox open for ${inboxSeconds} s without news`,
  goals: { reads: 0, commits: 0, publishes: 0 },
  async prepare({ product }) {
    closing = new AbortController();
    const response = await fetch(`${product.url}/v1/handoffs/events`, {
      headers: { Authorization: `Bearer ${product.token}`, Accept: "text/event-stream" },
      signal: closing.signal,
    });
    if (response.status !== 200) throw new Error(`The inbox answered ${response.status}.`);
  },
  async act() {
    await sleep(inboxSeconds * 1_000);
    closing.abort();
  },
};

/** The first turn of a process, on data of an earlier process. */
export const ofNewProcess: Scenario = {
  name: "chat turn, the first of its process",
  isCold: true,
  prepare: nothing,
  act: (run) => chat(run, second),
};

export async function chat({ product, customer }: Run, message: string): Promise<void> {
  const response = await fetch(`${product.url}/v1/chat`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Authorization: `Bearer ${product.token}` },
    body: JSON.stringify({ client_id: "client_123", session_id: customer, message }),
  });
  if (response.status !== 200) throw new Error(`/v1/chat answered ${response.status}: ${await response.text()}`);
}

let messages = 0;

async function write({ product, customer }: Run, text: string, id = String(++messages)): Promise<void> {
  const sid = `SM${hash("md5", `${customer} ${id}`)}`;
  await postWebhook(product, "/webhooks/twilio/whatsapp", whatsappMessage(customer, sid, text));
}

/** Reports on the newest message that was sent. */
async function report({ product, twilio }: Run, status: string): Promise<void> {
  const { sid, statusCallback } = twilio.newest();
  const { pathname, search } = new URL(statusCallback);
  await postWebhook(product, pathname + search, { MessageSid: sid, MessageStatus: status });
}

/** Writes, and waits for the answer at the provider. */
async function answered(run: Run, text: string): Promise<void> {
  const { sid: before } = run.twilio.newest();
  await write(run, text);
  const isAnswered = ({ sid, to }: ReturnType<QuietTwilio["newest"]>) => sid !== before && to.includes(run.customer);
  while (!isAnswered(run.twilio.newest())) await sleep(10);
}

/** The model of these scenarios: creates a ticket on request, otherwise answers. */
export function withTicket(request: ModelRequest): ModelReply["parts"] {
  if (newestText(request) !== wantsTicket) return [{ type: "text", text: "Thank you. What else can I do for you?" }];
  const args = { subject: "Corporate check-up", description: "The customer asks to be called back." };
  return [{ type: "call", id: "call-1", name: "create_support_ticket", args }];
}

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { minimalYaml } from "../../../shared/config/minimal-config.fixture.ts";
import { type ConfigVersions, configVersions } from "../../../shared/config/versions/versions.ts";
import type { SessionConfig } from "../../../shared/contracts/conversation/session-config.ts";
import {
  type ExposedSession,
  experimentExposures,
  exposureId,
  type ToldOutcome,
} from "../../../shared/contracts/metrics/experiment-exposures.ts";
import {
  automationSettled,
  bookingMade,
  type ConversationMeasured,
  conversationMeasured,
  type EventType,
  experimentDrafted,
  experimentLookDue,
  experimentPromoted,
  experimentStarted,
  experimentStopped,
  paymentSettled,
  surveyCompleted,
} from "../../../shared/events/index.ts";
import type { Write } from "../../../shared/platform/documents.ts";
import { openEmbedded } from "../../../shared/platform/embedded/platform.ts";
import type { Platform } from "../../../shared/platform/platform.ts";
import { TenantId } from "../../../shared/platform/tenant.ts";
import { withTestIds } from "../../../shared/platform/tenant-ids.fixture.ts";
import { envelopeOf } from "../../../shared/runtime/envelope.ts";
import { createRunner } from "../../../shared/runtime/runner.ts";
import type { Step } from "../../../shared/runtime/step.ts";
import { createLogger } from "../../../shared/telemetry/log.ts";
import { exposeToExperiment } from "../conversation/turn/versions/expose-to-experiment.ts";
import { type Experiment, experiments } from "./experiment.ts";
import { designOf, ExperimentBody } from "./experiment-body.ts";
import { planOf } from "./plan.ts";
import { concludePromotionStep } from "./steps/conclude-promotion-step.ts";
import { draftStep } from "./steps/draft-step.ts";
import { lookStep } from "./steps/look-step.ts";
import { promoteStep } from "./steps/promote-step.ts";
import { recordOutcomeStep } from "./steps/record-outcome.ts";
import { recordToldStep, toldSources } from "./steps/record-told.ts";
import { startStep } from "./steps/start-step.ts";
import { stopStep } from "./steps/stop-step.ts";

export const shop = TenantId.parse("client_1");
const log = createLogger({ level: "silent" });
export const warm = { key: "warm", changes: [{ path: "agent.personality", value: "A warm host." }] };

/** A customer who wrote, and the version that answered. */
export interface Visitor {
  readonly id: string;
  readonly config: SessionConfig;
}

/** Experiments on a platform of their own, on a clock that the test moves. */
export class ExperimentWorld {
  minutes = 0;
  #events = 0;
  now = () => new Date(Date.parse("2026-11-22T10:00:00.000Z") + this.minutes * 60_000);
  readonly #folder = mkdtempSync(join(tmpdir(), "experiments-"));
  readonly platform: Platform = withTestIds(openEmbedded({ dataDir: this.#folder, now: this.now }));

  /** The view of another process, with nothing cached. */
  elsewhere(): ConfigVersions {
    return configVersions({ documents: this.platform.documents, now: () => this.now(), log });
  }

  async open(): Promise<void> {
    await this.push("first", true);
  }

  push(industry: string, activate: boolean) {
    const yaml = minimalYaml({ clientId: shop, more: `  industry: ${industry}\n` });
    return this.elsewhere().push(shop, "main", yaml, { by: "asha", activate });
  }

  async draft(id: string, more: Partial<Parameters<typeof ExperimentBody.parse>[0] & object> = {}): Promise<void> {
    const body = ExperimentBody.parse({ name: id, arms: [{ key: "control" }, warm], min_exposures: 50, ...more });
    const design = designOf(body, "main");
    const plan = planOf(design, { source: "stated", baseline: 0.6, customersPerDay: 100 });
    await this.#run(draftStep, experimentDrafted, { experimentId: id, design, plan, ...this.#by() });
  }

  start = (experimentId: string, id?: string) =>
    this.#run(startStep(this.#ports()), experimentStarted, { experimentId, ...this.#by() }, id);

  look = (experimentId: string, id?: string) =>
    this.#run(lookStep(this.#ports()), experimentLookDue, { experimentId, look: 1 }, id);

  stop = (experimentId: string) =>
    this.#run(stopStep(this.#ports()), experimentStopped, { experimentId, reason: "Enough.", ...this.#by() });

  promote(experimentId: string, arm: string, anyway = false) {
    const replay = { conversations: 0, maxUsd: "0" };
    const wish = { experimentId, arm, anyway, reason: "", replay, ...this.#by() };
    return this.#run(promoteStep(this.#ports()), experimentPromoted, wish);
  }

  /** The checks of the arm that is promoted have passed. */
  async pass(experimentId: string): Promise<void> {
    const { promotion } = await this.state(experimentId);
    if (promotion === null) throw new Error("Nothing is promoted.");
    const { runId } = promotion;
    const verdict = { runId, experimentId, outcome: "ready" as const, approvedBy: null, reasons: [], quoted: [] };
    await this.#run(concludePromotionStep(this.#ports()), automationSettled, verdict);
  }

  /** The session with which a customer's conversation begins now, noted as its first turn notes it. */
  async visit(id: string): Promise<Visitor> {
    const config = await this.elsewhere().active(shop, "main", id);
    if (!config) throw new Error("No configuration is active.");
    await this.#commit(this.exposureOf({ id, config }));
    return { id, config };
  }

  async visits(count: number, prefix = "customer"): Promise<readonly Visitor[]> {
    const configs = this.elsewhere();
    const visitors = await Promise.all(
      Array.from({ length: count }, async (_, index): Promise<Visitor[]> => {
        const id = `${prefix}-${index}`;
        const config = await configs.active(shop, "main", id);
        return config ? [{ id, config }] : [];
      }),
    );
    await this.#commit(visitors.flat().flatMap((each) => [...this.exposureOf(each)]));
    return visitors.flat();
  }

  exposureOf({ id, config }: Visitor): readonly Write[] {
    const sessionAt = this.now().toISOString();
    return exposeToExperiment({ id: `conversation of ${id}`, customer: { id }, config, sessionAt }, sessionAt).writes;
  }

  /** What the metrics tell when a session is over. */
  end({ id, config }: Visitor, of: Partial<ConversationMeasured> = {}, eventId?: string) {
    const at = this.now().toISOString();
    const data: ConversationMeasured = {
      conversationId: `conversation of ${id}`,
      channel: "whatsapp",
      agent: config,
      startedAt: at,
      endedAt: at,
      outcome: "resolved",
      handedOver: false,
      turns: 3,
      guardEvents: 0,
      errors: 0,
      costNanoUsd: 1_000,
      ...of,
    };
    return this.#run(recordOutcomeStep({ configs: this.elsewhere() }), conversationMeasured, data, eventId);
  }

  /** A survey of the conversation ends, with a rating on a scale of its own. */
  rate({ id }: Visitor, rating: number, scale = { min: 1, max: 5 }, eventId?: string) {
    const at = this.now().toISOString();
    const survey = {
      surveyId: `survey of ${id} at ${at}`,
      status: "completed",
      trigger: "conversation_end",
      channel: "whatsapp",
      conversationId: `conversation of ${id}`,
      customerId: id,
      startedAt: at,
      endedAt: at,
      questions: [{ id: "q", text: "How was it?", optional: false, type: "rating", scale }],
      answers: [{ type: "rating", questionId: "q", rating, at }],
    } as const;
    const name = "experiment-record-rating";
    const data = surveyCompleted.schema.parse(survey);
    return this.#run(recordToldStep(name, toldSources[name], this.#ports()), surveyCompleted, data, eventId);
  }

  pay({ id }: Visitor, paymentId: string, status: "paid" | "refunded" = "paid", eventId?: string) {
    const data = {
      paymentId,
      status,
      conversationId: `conversation of ${id}`,
      customerId: id,
      lines: [],
      amountMinor: 50_000,
      currency: "INR",
      at: this.now().toISOString(),
    };
    const name = "experiment-record-payment";
    return this.#run(recordToldStep(name, toldSources[name], this.#ports()), paymentSettled, data, eventId);
  }

  book({ id }: Visitor, ref: string, eventId?: string) {
    const data = { conversationId: `conversation of ${id}`, ref, at: this.now().toISOString() };
    const name = "experiment-record-booking";
    return this.#run(recordToldStep(name, toldSources[name], this.#ports()), bookingMade, data, eventId);
  }

  /** Ends sessions without an event each: what `end` and what was told leave, for thousands of customers. */
  async outcomes(
    visitors: readonly Visitor[],
    of: (visitor: Visitor) => Partial<ExposedSession>,
    tell: (visitor: Visitor) => Partial<ToldOutcome> | undefined = () => undefined,
  ): Promise<void> {
    const startedAt = this.now().toISOString();
    const usual = {
      startedAt,
      resolved: true,
      handedOver: false,
      turns: 3,
      guardEvents: 0,
      errors: 0,
      costNanoUsd: 1_000,
    };
    await this.#commit(
      visitors.flatMap((visitor) =>
        this.exposureOf(visitor).map((write) => {
          if (write.type !== "put") return write;
          const data = write.data as { readonly state: object };
          const news = tell(visitor);
          const told = news ? [{ source: "told", at: startedAt, rating: null, converted: false, ...news }] : [];
          const sessions = [{ ...usual, ...of(visitor) }];
          return { ...write, data: { ...data, state: { ...data.state, sessions, told } } };
        }),
      ),
    );
  }

  async exposure(experimentId: string, { id }: Visitor) {
    const key = exposureId(experimentId, `conversation of ${id}`);
    return (await this.platform.documents.get(shop, experimentExposures.collection, key))?.data.state;
  }

  async state(id: string): Promise<Experiment> {
    const stored = await this.platform.documents.get(shop, experiments.collection, id);
    if (!stored) throw new Error(`There is no experiment ${id}.`);
    return stored.data.state;
  }

  async close(): Promise<void> {
    await this.platform.close(1_000);
    rmSync(this.#folder, { recursive: true });
  }

  #by() {
    return { by: "asha", at: this.now().toISOString() };
  }

  #ports() {
    return { platform: this.platform, configs: this.elsewhere() };
  }

  #run<T, D, G>(step: Step<T, D, G>, type: EventType<T>, data: T, id = `event-${++this.#events}`) {
    const runner = createRunner({ platform: this.platform, senders: {}, log, now: () => this.now() });
    return runner.run(step, envelopeOf(type, { id, tenantId: shop, key: "key", at: this.now(), data }));
  }

  async #commit(writes: readonly Write[]): Promise<void> {
    for (let at = 0; at < writes.length; at += 400)
      await this.platform.documents.commit(shop, writes.slice(at, at + 400));
  }
}

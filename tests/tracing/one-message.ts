import type { GoogleStack } from "../../emulators/google/start.ts";
import { type CollectedSpan, type Collector, startCollector } from "../../emulators/otlp.ts";
import { until } from "../contracts/open-platform.ts";
import { type Clinic, openClinic } from "../flows/stage/clinic.ts";
import { newCustomer, newWord } from "../flows/stage/flow.ts";
import { type Outside, startOutside } from "../flows/stage/outside.ts";
import { type Product, startProduct } from "../flows/stage/product.ts";

/** The product with tracing on, and the collector that it sends its spans to. */
export interface TracedWorld {
  readonly product: Product;
  readonly outside: Outside;
  readonly collector: Collector;
  close(): Promise<void>;
}

export async function startTracedWorld(google?: GoogleStack): Promise<TracedWorld> {
  const [collector, outside] = await Promise.all([startCollector(), startOutside()]);
  const product = await startProduct(outside, google, { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
  return {
    product,
    outside,
    collector,
    async close() {
      await product.stop();
      product.remove();
      await outside.stop();
      await collector.close();
    },
  };
}

/** A WhatsApp message that was answered after a burst window, with a tool call, and reported as delivered. */
export interface TracedMessage {
  readonly clinic: Clinic;
  /** The spans of its trace, earliest first. */
  readonly spans: readonly CollectedSpan[];
  /** What identifies the customer, and everything that was said. */
  readonly personal: readonly string[];
}

const isLast = ({ name, attributes }: CollectedSpan) =>
  name === "record delivery-reported" && JSON.stringify(attributes).includes("delivered");

export async function sendTracedMessage({ product, outside, collector }: TracedWorld): Promise<TracedMessage> {
  const clinic = await openClinic(product, { burstWindowMs: 300 });
  const [customer, word, name] = [newCustomer(), newWord(), `Padmavati${newWord()}`];
  const question = `मेरी रिपोर्ट कब आएगी? ${word}`;
  const answer = `आपकी रिपोर्ट कल शाम तक आ जाएगी। ${newWord()}`;
  const find = { functionCall: { name: "find_orders", args: { test: word } } };
  await outside.script(word, find, { delayMs: 40, text: answer });
  const before = collector.spans().length;
  await product.inbound({ to: clinic.whatsapp, from: customer, body: question, fields: { ProfileName: name } });
  await until("the delivery is traced", () => collector.spans().slice(before).some(isLast));
  const root = collector.spans().findLast((span) => span.name === "POST /webhooks/twilio/whatsapp");
  const spans = collector.spans().filter(({ traceId }) => traceId === root?.traceId);
  return {
    clinic,
    spans: spans.toSorted((one, other) => one.startMs - other.startMs),
    personal: [customer, customer.slice(1), name, word, question, answer],
  };
}

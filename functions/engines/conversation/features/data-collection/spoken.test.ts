import { minimalConfig } from "../../../../../shared/config/minimal-config.fixture.ts";
import type { FeaturePorts, FeatureTurn } from "../turn-part.ts";
import type { collectingState } from "./state.ts";
import { dataCollectionTurn } from "./turn.ts";

const config = minimalConfig("  data_collection: { detect: [phone, email], country: IN }\n");

async function learnt(channel: "voice" | "web_chat", text: string): Promise<unknown> {
  const documents = {
    ids: async () => ({ tenantId: "client_1", of: (...parts: readonly string[]) => parts.join("/") }),
  };
  const customer = { id: "c1", address: channel === "voice" ? "+912245550101" : "session-1", name: null };
  const turn = {
    tenantId: "client_1",
    turnId: "t1",
    config,
    signals: {},
    conversation: { id: "v1", channel, customer, turnCount: 0, context: {} },
    inbound: [{ id: "m1", text, attachments: [], choiceId: null, at: "2026-11-29T10:00:00.000Z" }],
  };
  const ports = { documents, now: new Date("2026-11-29T10:00:00.000Z") };
  const prepared = await dataCollectionTurn.prepare?.(
    turn as unknown as FeatureTurn<typeof collectingState>,
    ports as unknown as FeaturePorts,
  );
  return prepared?.type === "brief" ? (prepared.found as { readonly fresh: unknown }).fresh : undefined;
}

it("understands numbers and addresses that a caller says in words", async () => {
  expect(await learnt("voice", "my number is nine eight double one zero two zero three four five")).toMatchObject({
    phone: { value: "+919811020345" },
  });
  expect(await learnt("voice", "नौ आठ एक एक शून्य दो शून्य तीन चार पाँच")).toMatchObject({
    phone: { value: "+919811020345" },
  });
  expect(await learnt("voice", "it is asha dot rao at gmail dot com")).toMatchObject({
    email: { value: "asha.rao@gmail.com" },
  });
});

it("reads what is written as it is written", async () => {
  expect(await learnt("web_chat", "it is asha dot rao at gmail dot com")).toBeUndefined();
});

import type { Envelope } from "../../bus.ts";
import { TenantId } from "../../tenant.ts";
import { attributesOf, envelopeIn } from "./wire.ts";

const trace = "00-6a0b1c2d3e4f5061728394a5b6c7d8e9-00f067aa0ba902b7-01";
const envelope: Envelope = {
  id: "e1",
  type: "message-received",
  tenantId: TenantId.parse("clinic"),
  key: "c1",
  causationId: null,
  occurredAt: "2026-11-29T08:00:00.000Z",
  data: { text: "Namaste" },
};
const pushed = (body: object) =>
  envelopeIn({
    message: { data: Buffer.from(JSON.stringify(body)).toString("base64"), messageId: "1", attributes: {} },
  });

it("publishes the trace in the attribute that Google's clients read", () => {
  expect(attributesOf({ ...envelope, trace })).toMatchObject({ tenant: "clinic", googclient_traceparent: trace });
  expect(attributesOf(envelope)).toEqual({ tenant: "clinic", type: "message-received", key: "c1" });
});

it("reads an event with its trace, and one of a release without", () => {
  expect(pushed({ ...envelope, trace })).toEqual({ ...envelope, trace });
  expect(pushed(envelope)).toEqual(envelope);
});

it("loses no event by a trace that is no text", () => {
  expect(pushed({ ...envelope, trace: 5 })).toMatchObject({ id: "e1", data: { text: "Namaste" } });
});

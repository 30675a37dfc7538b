import { readStatusQuery } from "./twilio-form.ts";

const ids = { tenantId: "clinic", conversationId: "c1", turnId: "u1", messageId: "m1" };
const query = (more = "") => new URLSearchParams(`t=clinic&c=c1&u=u1&m=m1${more}`);

describe("the URL of a status callback", () => {
  it("brings back the span of the send", () => {
    const trace = "00-6a0b1c2d3e4f5061728394a5b6c7d8e9-00f067aa0ba902b7-01";
    expect(readStatusQuery(query(`&w=${trace}`))).toEqual({ ...ids, trace });
  });

  it.each(["", "&w=", "&w=nonsense", `&w=${"0".repeat(10_000)}`])("counts without one: %s", (more) => {
    expect(readStatusQuery(query(more))).toEqual({ ...ids, trace: undefined });
  });
});

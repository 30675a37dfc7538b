import { TenantId } from "../../../../shared/platform/tenant.ts";
import { testIds } from "../../../../shared/platform/tenant-ids.fixture.ts";
import { readForm } from "../webhook-endpoint.ts";
import { inboundEvents, type VerifiedMessage } from "./publish.ts";

const arrival = (more: Partial<VerifiedMessage>): VerifiedMessage => ({
  provider: "twilio",
  providerMessageId: "SM1",
  ids: testIds(TenantId.parse("clinic")),
  at: new Date(0),
  channel: "sms",
  accountAddress: "+15550100",
  customerAddress: "+15550101",
  customerName: "Asha",
  text: "Hello",
  attachments: [],
  choiceId: null,
  thread: null,
  configName: null,
  ...more,
});
const saidBy = (more: Partial<VerifiedMessage>) => inboundEvents(arrival(more))[0]?.data as VerifiedMessage;

describe("a message of any provider", () => {
  it("goes on as it came when it is no longer than a conversation can keep", () => {
    const text = "क्या ".repeat(15_000);
    expect(saidBy({ text })).toMatchObject({ text, customerName: "Asha" });
  });

  it("loses the end of a text, a name and a choice that are longer, and no half of a character stays", () => {
    const said = saidBy({
      text: `${"x".repeat(99_999)}🙏 and more`,
      customerName: "n".repeat(5_000),
      choiceId: "c".repeat(5_000),
    });
    expect(said.text).toBe("x".repeat(99_999));
    expect([said.customerName?.length, said.choiceId?.length]).toEqual([200, 1_000]);
  });

  it("has at most ten marks on one letter, in what it says and in whose name", () => {
    const marks = `a${"\u0301\u0316".repeat(50_000)}`;
    const said = saidBy({ text: marks, customerName: marks });
    expect([said.text.length, said.customerName?.length]).toEqual([11, 11]);
  });

  it("has at most twenty files", () => {
    const attachments = Array.from({ length: 5_000 }, (_, at) => ({
      url: `https://a.example/${at}`,
      contentType: "image/png",
    }));
    expect(saidBy({ attachments }).attachments).toEqual(attachments.slice(0, 20));
  });
});

describe("a form", () => {
  it("is refused for more parameters than any provider sends", () => {
    const form = (parameters: number) =>
      Buffer.from(Array.from({ length: parameters }, (_, at) => `p${at}=`).join("&"));
    expect([...readForm(form(500)).keys()]).toHaveLength(500);
    expect(() => readForm(form(501))).toThrow(expect.objectContaining({ status: 400, code: "form-invalid" }));
  });
});

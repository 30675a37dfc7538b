import { mentions } from "./personal-data.ts";
import { TenantId } from "./tenant.ts";
import { testIds } from "./tenant-ids.fixture.ts";

const person = {
  tenantId: TenantId.parse("clinic"),
  ids: testIds(TenantId.parse("clinic")),
  customerIds: ["Cu5tomerCu5tomerCu5tom"],
  conversationIds: ["C0nver5ationC0nver5ati"],
  addresses: [
    { kind: "phone", value: "+919812345678" },
    { kind: "email", value: "Meera@Example.com" },
    { kind: "web_session", value: "active" },
  ],
};

describe("a value that speaks of a person", () => {
  it.each([
    ["a number", "call +919812345678 now"],
    ["a number with spaces", { deep: [{ text: "+91 98123 45678" }] }],
    ["a number with other marks", "(+91) 98123-45.678"],
    ["a number of a channel", "whatsapp:+919812345678"],
    ["a number that is one", 919812345678],
    ["a mail address in another case", "MEERA@example.COM wrote"],
    ["an id within a path", "/v1/conversations/C0nver5ationC0nver5ati/reply"],
    ["an id as a field's name", { Cu5tomerCu5tomerCu5tom: 1 }],
    ["Hindi around it", "मेरा नंबर 919812345678 है"],
  ])("names them by %s", (_name, value) => {
    expect(mentions(value, person)).toBe(true);
  });

  it.each([
    ["a longer number", "19198123456781"],
    ["another number", "+919812345679"],
    ["a session id, which may be any word", { status: "active" }],
    ["nothing", null],
  ])("does not by %s", (_name, value) => {
    expect(mentions(value, person)).toBe(false);
  });

  it("is looked through in one pass, however deep and long it is", () => {
    let deep: unknown = "end";
    for (let depth = 0; depth < 100_000; depth += 1) deep = [deep];
    expect(mentions([deep, "9 ".repeat(200_000)], person)).toBe(false);
  });
});

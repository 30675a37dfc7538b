import { decide } from "./policy.ts";
import { parsePrompt } from "./prompt.ts";

const system = `You are Maya, a healthcare assistant agent for City Labs.
Answer from these passages and cite them as [[id]].
<knowledge>
[cbc] Complete Blood Count: A CBC costs ₹450. No fasting is needed. Reports come the same day.
[hours] Opening hours: We are open from 7 am to 9 pm, Monday to Saturday. We are closed on Sunday.
[home] Home collection: A technician collects samples at your home for ₹100.
</knowledge>`;

const text = (type = "string") => ({ type });
const tool = (name: string, description: string, properties = {}, required: string[] = Object.keys(properties)) => ({
  name,
  description,
  parametersJsonSchema: { type: "object", properties, required },
});
const orders = tool("create_medical_order", "Creates an order for tests", {
  customer_name: text(),
  phone: text(),
  test_codes: { type: "array", items: text() },
});
const slots = tool("check_appointment_availability", "Checks free appointment slots", { date: text() });
const status = tool("get_order_status", "Looks up where an order is", { order_id: text() });
const handoff = tool("request_handoff", "Passes the customer to a person", { reason: text() });
const rag = tool("medical_rag_tool", "Searches the medical knowledge", { query: text() });

interface Options {
  readonly tools?: readonly unknown[];
  readonly system?: string;
  readonly config?: object;
  readonly mode?: string;
}

function say(lines: readonly (string | object)[], options: Options = {}) {
  const contents = lines.map((line, index) =>
    typeof line === "string" ? { role: index % 2 === 0 ? "user" : "model", parts: [{ text: line }] } : line,
  );
  const prompt = parsePrompt({
    contents,
    systemInstruction: { parts: [{ text: options.system ?? system }] },
    tools: [{ functionDeclarations: options.tools ?? [] }],
    ...(options.mode ? { toolConfig: { functionCallingConfig: { mode: options.mode } } } : {}),
    ...(options.config ? { generationConfig: options.config } : {}),
  });
  if (typeof prompt === "string") throw new Error(prompt);
  return decide(prompt);
}

/** Runs a conversation with the policy and returns all its answers. */
function talk(customer: readonly string[], tools: readonly unknown[]) {
  const lines: string[] = [];
  let reply = say(["x"]);
  for (const message of customer) {
    lines.push(message);
    reply = say(lines, { tools });
    lines.push(reply.text || "(called)");
  }
  return { lines, reply };
}

describe("answers from the knowledge in the prompt", () => {
  it.each([
    ["How much does a CBC cost?", "A CBC costs ₹450.", "[[cbc]]"],
    ["Are you open on Sunday?", "closed on Sunday", "[[hours]]"],
    ["CBC kitne ka hai?", "₹450", "[[cbc]]"],
    ["Can somebody collect the sample at home?", "technician", "[[home]]"],
    ["क्या होम कलेक्शन होता है?", "technician", "[[home]]"],
  ])("%s", (question, part, cited) => {
    expect(say([question]).text).toContain(part);
    expect(say([question]).text).toContain(cited);
  });

  it("cites no source unless the prompt asks for it", () => {
    expect(say(["How much does a CBC cost?"], { system: system.replaceAll("[[id]]", "") }).text).not.toContain("[[");
  });

  it("reads passages given as JSON", () => {
    const json = `You are Ria.\n${JSON.stringify([{ id: "r1", title: "Returns", text: "Returns are free for 30 days." }])}`;
    expect(say(["What about returns?"], { system: json }).text).toBe("Returns are free for 30 days.");
  });

  it("says that it is not sure, in the customer's language", () => {
    expect(say(["What is the capital of France?"]).text).toContain("not sure");
    expect(say(["फ्रांस की राजधानी क्या है?"]).text).toContain("पक्का नहीं");
    expect(say(["France ki rajdhani kya hai?"]).text).toContain("pakka nahi");
  });
});

describe("small talk", () => {
  it("greets with the agent's name, in the customer's language", () => {
    expect(say(["Hello!"]).text).toContain("I am Maya");
    expect(say(["नमस्ते"]).text).toContain("मैं Maya हूँ");
  });

  it("gives the same answer to the same prompt", () => {
    expect(say(["Are you open on Sunday?"])).toEqual(say(["Are you open on Sunday?"]));
  });
});

describe("tools that read", () => {
  const tools = [orders, slots, status, handoff, rag];

  it("are called on a clear match", () => {
    const reply = say(["Where is my order status for ORD-1234?"], { tools });
    expect(reply.calls).toEqual([{ name: "get_order_status", args: { order_id: "ORD-1234" } }]);
  });

  it("are called after asking for a missing argument", () => {
    const { lines, reply } = talk(["Is an appointment slot free?", "2026-12-01"], tools);
    expect(lines[1]).toContain("I still need: date");
    expect(reply.calls).toEqual([{ name: "check_appointment_availability", args: { date: "2026-12-01" } }]);
  });

  it("are not called for a deed that they do not do, or for a bare yes", () => {
    const lookUp = tool("look_up_order", "Looks up orders");
    expect(say(["mera order kab aayega?"], { tools: [lookUp] }).calls).toEqual([{ name: "look_up_order", args: {} }]);
    const system = "You are Ria.\n[r1] Returns: An order can be returned within 30 days.";
    expect(say(["I want to return my order"], { tools: [lookUp], system }).text).toContain("within 30 days");
    expect(say(["sure"], { tools: [rag] }).calls).toEqual([]);
  });

  it("search for what the prompt does not contain", () => {
    const reply = say(["What does thyroid profile include?"], { tools });
    expect(reply.calls).toEqual([{ name: "medical_rag_tool", args: { query: "What does thyroid profile include?" } }]);
  });

  it("have their results told in plain words", () => {
    const call = { role: "model", parts: [{ functionCall: { name: "get_order_status", args: {} } }] };
    const told = (response: object) =>
      say(
        [
          "Where is order 12?",
          call,
          { role: "user", parts: [{ functionResponse: { name: "get_order_status", response } }] },
        ],
        { tools },
      );
    expect(told({ result: { status: "shipped", arrives: "Monday" } }).text).toBe(
      "Here is what I found: status: shipped, arrives: Monday",
    );
    expect(told({ error: "no such order" }).text).toContain("no such order");
    expect(told({ result: [] }).text).toContain("found nothing");
    expect(told({ result: { passages: [], note: "say so" } }).text).toContain("found nothing");
    expect(told({ found: false, note: "Do not invent one." }).text).toContain("found nothing");
    expect(told({ found: true, note: "Say the day too.", day: "Monday" }).text).toBe(
      "Here is what I found: day: Monday",
    );
    const passages = {
      passages: [{ id: "p9", title: "Order 12", text: "Order 12 is on its way. The order is blue." }],
    };
    expect(told(passages).text).toContain("on its way. The order is blue. [[p9]]");
  });
});

describe("tools with side effects", () => {
  const tools = [orders, slots, handoff];

  it("are called only after a yes, with the collected arguments", () => {
    const customer = [
      "I want to create an order",
      "my name is Asha Rao and phone 9876543210",
      "CBC, TSH",
      "yes please",
    ];
    const { lines, reply } = talk(customer, tools);
    expect(lines[1]).toContain("I still need: customer name. Could");
    expect(lines[3]).toContain("(customer name: Asha Rao; phone: 9876543210) I still need: test codes");
    expect(lines[5]).toContain("Shall I go ahead?");
    expect(lines[5]).toContain("customer name: Asha Rao");
    expect(reply.calls).toEqual([
      {
        name: "create_medical_order",
        args: { customer_name: "Asha Rao", phone: "9876543210", test_codes: ["CBC", "TSH"] },
      },
    ]);
  });

  it("are not called after a no, and in Hinglish too", () => {
    const { lines, reply } = talk(["mujhe order karna hai", "Asha; 9876543210; CBC", "nahi"], tools);
    expect(lines[1]).toContain("yeh jaankari aur chahiye: customer name");
    expect(lines[3]).toContain("aage badhoon");
    expect(reply.calls).toEqual([]);
    const { reply: yes } = talk(["mujhe order karna hai", "Asha; 9876543210; CBC", "haan"], tools);
    expect(yes.calls[0]?.args).toMatchObject({ customer_name: "Asha", test_codes: ["CBC"] });
  });

  it("give way to another question", () => {
    const { reply } = talk(["I want to create an order", "How much does a CBC cost?"], tools);
    expect(reply.text).toContain("₹450");
  });

  it("are not started by a question on the same topic", () => {
    expect(say(["do tests need an order?"], { tools }).calls).toEqual([]);
  });
});

describe("a person", () => {
  it.each([
    "I want to talk to a human",
    "please connect me to an agent",
    "I need a manager",
    "Human please!",
    "kisi insaan se baat karni hai",
    "मुझे किसी व्यक्ति से बात करनी है",
    "कोई इंसान है क्या?",
  ])("is asked for: %s", (message) => {
    const reply = say([message], { tools: [orders, handoff] });
    expect(reply.calls).toMatchObject([{ name: "request_handoff", args: { reason: expect.any(String) } }]);
  });

  it.each(["What does the human growth hormone test cost?", "Which person collects the sample?"])(
    "is not asked for: %s",
    (message) => {
      expect(say([message], { tools: [handoff] }).calls).toEqual([]);
    },
  );

  it("arranges a call when no tool does", () => {
    const callback = tool("schedule_callback", "Arranges a call", {
      time: { type: "string", description: "As the customer said it" },
    });
    expect(say(["please call me back tomorrow at 5 pm"], { tools: [handoff] }).calls).toMatchObject([
      { name: "request_handoff" },
    ]);
    const { lines, reply } = talk(["please call me back tomorrow at 5 pm", "yes"], [handoff, callback]);
    expect(lines[1]).toContain("(time: tomorrow at 5 pm). Shall I go ahead?");
    expect(reply.calls).toEqual([{ name: "schedule_callback", args: { time: "tomorrow at 5 pm" } }]);
  });

  it("is not promised without a handoff tool", () => {
    expect(say(["I want to talk to a human"]).text).toContain("cannot connect");
  });
});

describe("modes", () => {
  it("calls no tool in mode NONE and one in mode ANY", () => {
    expect(say(["order status of ORD-12 please"], { tools: [status], mode: "NONE" }).calls).toEqual([]);
    const forced = say(["hello"], { tools: [status], mode: "ANY" });
    expect(forced.calls).toMatchObject([{ name: "get_order_status", args: { order_id: expect.any(String) } }]);
  });

  it("fills a response schema from the text", () => {
    const responseSchema = {
      type: "OBJECT",
      properties: {
        priority: { type: "STRING", enum: ["low", "high"] },
        score: { type: "INTEGER", minimum: 0, maximum: 10 },
        summary: { type: "STRING", maxLength: 20 },
        tags: { type: "ARRAY", items: { type: "STRING" }, minItems: 1, maxItems: 2 },
        mail: { type: "STRING", format: "email" },
      },
      required: ["priority", "score"],
    };
    const config = { responseMimeType: "application/json", responseSchema };
    const filled = JSON.parse(say(["A high fever, score 7. Write to a@b.in."], { config }).text);
    expect(filled).toEqual({
      priority: "high",
      score: 7,
      summary: "A high fever, score ",
      tags: ["high", "fever"],
      mail: "a@b.in",
    });
  });

  it("summarises by extracting sentences", () => {
    const reply = say(["Summarize:\ncustomer: I want a CBC. Soon.\nagent: It costs ₹450. Anything else?"], {
      system: "",
    });
    expect(reply.text).toBe("customer: I want a CBC. agent: It costs ₹450.");
  });
});

test.each([
  [
    "START the greeting in Hindi as Maya, a caring assistant from City Labs. Greet warmly.",
    "Hello, this is Maya from City Labs. How can I help you?",
  ],
  ["Greet briefly.", "Hello. How can I help you?"],
])("words the greeting of a call: %s", (instruction, greeting) => {
  const worded = say([instruction], { system: "You word the greeting of a telephone call." });
  expect(JSON.stringify(worded)).toContain(greeting);
});

import { decide } from "../policy.ts";
import { parsePrompt } from "../prompt.ts";

const system = `You are Asha, of Sunrise Clinic.
<knowledge>
[late] Cancelling: Appointments can be changed or cancelled free of charge up to 2 hours before.
</knowledge>

# Now
It is Sunday, 2026-11-29, 10:00 in Asia/Kolkata.`;

const about = "Appointments at the clinic";
const service = { type: "string", enum: ["consultation", "checkup"] };
const start = { type: "string", description: "When it begins, exactly as a free slot says: 2026-12-01T10:30+05:30" };
const id = { type: "string", description: "The appointment's number" };

/** As the product describes the tools of `type: calendar`. */
const tools = [
  tool("visits_find_slots", `${about}: finds free appointment slots. Offer only slots that it lists.`, { service }),
  tool("visits_book", `${about}: books a free slot. Repeat the day, time and service to the customer first.`, {
    service,
    start,
  }),
  tool("visits_reschedule", `${about}: moves one of the customer's appointments to a free slot.`, {
    appointment_id: id,
    start,
  }),
  tool("visits_cancel", `${about}: cancels one of the customer's appointments.`, { appointment_id: id }),
  tool("visits_list", `${about}: lists the customer's own future appointments with their numbers.`, {}),
];

function tool(name: string, description: string, properties: Readonly<Record<string, object>>) {
  return {
    name,
    description,
    parametersJsonSchema: { type: "object", properties, required: Object.keys(properties) },
  };
}

const monday = {
  appointment_id: "A-1111111111",
  start: "2026-11-30T09:00+05:30",
  says: "Monday 30 November, 9:00 AM",
  service: "Consultation",
};
const friday = {
  appointment_id: "A-2222222222",
  start: "2026-12-04T16:30+05:30",
  says: "Friday 4 December, 4:30 PM",
  service: "Check-up",
};

/** The policy's replies to a customer who has these appointments. A call that changes something is shown as JSON. */
function talk(appointments: readonly object[], ...lines: readonly string[]): readonly string[] {
  const contents: { role: string; parts: object[] }[] = [];
  const replies: string[] = [];
  for (const line of lines) {
    contents.push({ role: "user", parts: [{ text: line }] });
    let reply = decideOn(contents);
    if (reply.calls[0]?.name === "visits_list") {
      contents.push({ role: "model", parts: [{ functionCall: { name: "visits_list", args: {} } }] });
      contents.push({
        role: "user",
        parts: [{ functionResponse: { name: "visits_list", response: { result: { appointments } } } }],
      });
      reply = decideOn(contents);
    }
    replies.push(reply.text || JSON.stringify(reply.calls));
    contents.push({ role: "model", parts: [{ text: replies.at(-1) ?? "" }] });
  }
  return replies;
}

function decideOn(contents: readonly object[]) {
  const prompt = parsePrompt({
    contents,
    systemInstruction: { parts: [{ text: system }] },
    tools: [{ functionDeclarations: tools }],
  });
  if (typeof prompt === "string") throw new Error(prompt);
  return decide(prompt);
}

it.each([
  ["at once", ["Book a consultation on 30 november at 9 am"]],
  ["day and time apart", ["i want to book an appointment for tomorrow", "consultation", "yes", "the 9 am one"]],
  ["in Hindi", ["मुझे कल के लिए अपॉइंटमेंट चाहिए", "consultation", "सुबह 9 बजे"]],
  ["in Hinglish", ["kal subah 9 baje ka appointment book kar do", "consultation"]],
])("books a moment that is told %s", (_, lines) => {
  const [question = "", booked] = talk([], ...lines, "haan").slice(-2);
  expect(question).toContain("(service: consultation; start: 2026-11-30T09:00)");
  expect(JSON.parse(booked ?? "")).toEqual([
    { name: "visits_book", args: { service: "consultation", start: "2026-11-30T09:00" } },
  ]);
});

it("asks for the part of a moment that is missing", () => {
  expect(talk([], "book appointment", "checkup", "tomorrow")).toEqual([
    "For “visits book” I still need: service (consultation, checkup). Could you tell me?",
    "For “visits book” (service: checkup) I still need: start (day, time). Could you tell me?",
    "For “visits book” (service: checkup; start: 2026-11-30) I still need: start (time). Could you tell me?",
  ]);
});

it("tells what the customer has", () => {
  expect(talk([monday], "what appointments do i have")[0]).toContain("2026-11-30T09:00");
  expect(talk([], "what appointments do i have")[0]).toContain("found nothing");
});

it("looks up the number of the only appointment, and keeps its day", () => {
  expect(talk([monday], "can you move it to 11 am?", "yes")).toEqual([
    expect.stringContaining("(appointment id: A-1111111111; start: 2026-11-30T11:00)"),
    JSON.stringify([
      { name: "visits_reschedule", args: { appointment_id: "A-1111111111", start: "2026-11-30T11:00" } },
    ]),
  ]);
  expect(talk([monday], "cancel my appointment", "yes")[1]).toContain("visits_cancel");
});

it("asks which one where the customer has several", () => {
  const [first = "", second = ""] = talk([monday, friday], "cancel my appointment", "A-2222222222");
  expect(first).toContain("A-2222222222: Friday 4 December, 4:30 PM, Check-up");
  expect(first).toContain("I still need: appointment id");
  expect(second).toContain("(appointment id: A-2222222222). Shall I go ahead?");
});

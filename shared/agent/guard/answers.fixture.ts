import { z } from "zod";
import { automationConfigSchema } from "../../config/schema.ts";
import { sourceOfEntry } from "../../knowledge/entry.ts";
import type { ToolCallRecord } from "../agent.ts";
import { promptFor } from "../prompt/prompt.ts";
import { turnOf } from "../testing/turn.ts";
import type { Evidence } from "./evidence.ts";

const kind = { kind: "none", config: z.strictObject({}) };
const schema = automationConfigSchema({ tools: [kind], integrations: [kind] });

/** A dentist in Pune, with prices in rupees. */
export const dentist = schema.parse({
  config_id: "lotus_v1",
  client_id: "lotus",
  client_name: "Lotus Dental",
  use_case: "customer_support",
  agent: {
    agent_name: "Ira",
    agent_type: "dental assistant",
    system_prompt: "You are {agent_name} of {client_name}. Be kind and brief.",
  },
  channels: {
    input: [{ type: "whatsapp", config: { phone_number: "+912066554433" } }],
  },
  knowledge: [
    {
      id: "prices",
      title: "Prices",
      text: "Scaling costs ₹900. A filling costs ₹1,250 per tooth. A root canal costs Rs. 6,500. A crown costs ₹8,000 to ₹12,000. Aligners start at ₹1.5 lakh. The first consultation is free; later ones cost ₹300. Senior citizens get 10% off scaling. EMI is possible from ₹20,000 at 0% interest.",
    },
    {
      id: "hours",
      title: "Opening hours",
      text: "Open Monday to Saturday 9:30 AM to 7:30 PM, closed on Sunday, 26 January and 15 August. The last appointment is at 6.45 pm.",
    },
    {
      id: "place",
      title: "Address",
      text: "Lotus Dental, 14 Karve Road, Pune 411004, and 3 Baner Road, Pune 411045. Directions: https://maps.app.goo.gl/LotusPune14 and www.lotusdental.in/contact.",
    },
    {
      id: "contact",
      title: "Contact",
      text: "Call 020-6655-4433 or 1800 266 7788 (toll-free), WhatsApp +91 98220 11223, write to hello@lotusdental.in, or see https://instagram.com/lotusdentalpune. Book at https://book.lotusdental.in/new.",
    },
    {
      id: "payment",
      title: "Payment",
      text: "Cash, cards and UPI to lotusdental@okhdfc. Bank transfer: account 50200011223344, IFSC HDFC0000123, Lotus Dental LLP. Advance: https://rzp.io/l/lotusadvance.",
    },
  ],
  guardrails: { require_sources: true },
  catalogue: [{ id: "whitening", name: "Whitening", price: 7499 }],
});

/** A tour operator in Dubai, with prices in dirhams. */
const tours = schema.parse({
  config_id: "dune_v1",
  client_id: "dune",
  use_case: "sales",
  agent: { agent_name: "Sami", system_prompt: "You sell desert tours." },
  knowledge: [
    {
      id: "tours",
      title: "Tours",
      text: "The evening safari costs AED 180 per adult, the balloon 950 dirhams. Children pay half price. Pick-up is included. Deposit: 20%. See https://dune-tours.ae/safari or mail ops@dune-tours.ae. IBAN AE07 0331 2345 6789 0123 456.",
    },
  ],
  guardrails: { require_sources: true },
  payments: { currency: "AED" },
});

const call = {
  id: "c1",
  name: "find_order",
  arguments: { order: "LD-77120" },
  result: {
    order: "LD-77120",
    balance_minor: 245_000,
    receipt: "RCPT 2026 1128 90017755",
    track: "https://track.lotusdental.in/o/LD-77120",
    technician: { phone: "+91 90110 55667" },
    slots: ["2026-12-01T09:30", "2026-12-01T16:15"],
    paid_to: "labwork@icici",
  },
  status: "completed",
  error: null,
  durationMs: 3,
} satisfies ToolCallRecord;

const links: ToolCallRecord = {
  id: "c2",
  name: "request_payment",
  arguments: { items: [{ item: "whitening", quantity: 1 }] },
  result: { amount: "₹7,499", amount_minor: 749_900, url: "https://rzp.io/i/Zx81kQ" },
  status: "completed",
  error: null,
  durationMs: 3,
};

const asked =
  "Hi, I am Neha. My number is 98765 01234, mail neha.k@gmail.com, refund to neha@ybl please. Price for 3 people? My order is 4471-2290-18.";

export function dentistEvidence(): Evidence {
  const turn = turnOf(asked, {
    config: dentist,
    recent: [
      { role: "agent", text: "The hall rate for schools is ₹4,200 a day.", at: "2026-11-22T09:00:00.000Z" },
      { role: "operator", text: "Form: https://forms.gle/LotusConsent1", at: "2026-11-22T09:01:00.000Z" },
      { role: "customer", text: "Is paylotus.in yours? They said 45% off, Rs 321.", at: "2026-11-22T09:02:00.000Z" },
    ],
  });
  return {
    turn,
    sources: promptFor(turn, dentist.knowledge.map(sourceOfEntry)).sources,
    toolCalls: [call, links],
  };
}

export function toursEvidence(): Evidence {
  const turn = turnOf("How much for 2 adults?", { config: tours });
  return { turn, sources: promptFor(turn, tours.knowledge.map(sourceOfEntry)).sources, toolCalls: [] };
}

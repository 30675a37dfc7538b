import { type Clinic, clinicYaml } from "./clinic.ts";
import { type Flow, newCustomer, newWord } from "./flow.ts";

/** Somebody who goes through every flow. Every text of theirs contains the word. */
export interface Visitor {
  readonly phone: string;
  readonly mail: string;
  readonly name: string;
  readonly word: string;
}

let clinics = 0;

const tables = `  tables:
    appointments:
      - { id: "mon", day: "Monday", doctor: "Dr Rao", status: "available", remark: "" }
      - { id: "tue", day: "Tuesday", doctor: "Dr Sen", status: "available", remark: "" }
    customers:
      - { id: "k1", name: "A stranger", phone: "+919800000001" }
`;

/** A clinic with every kind of flow. */
export async function openEverything({ product }: Flow): Promise<Clinic & { readonly mail: string }> {
  clinics += 1;
  const [number, pid] = [String(clinics).padStart(2, "0"), String(process.pid).slice(-4).padStart(4, "0")];
  const clinic = { client: `rights_${number}`, whatsapp: `+1555${pid}${number}1`, sms: `+1555${pid}${number}2` };
  const mail = `care${number}@rights${pid}.example`;
  const yaml = `${clinicYaml(clinic, { takesPayments: true, handoffTimeoutSeconds: 600 })
    .replace(
      "  integrations:",
      `      - { name: "book", type: "database", config: { table: "appointments", permissions: ["read", "write"] } }
      - { name: "note", type: "database", config: { table: "wishes", permissions: ["read", "write"], fields: ["wish"] } }
      - { name: "open_ticket", type: "ticketing", config: {} }
  integrations:`,
    )
    .replace("  business_logic:", `      - { type: "email", config: { address: "${mail}" } }\n  business_logic:`)
    .replace(
      "    escalation:",
      `    surveys: { questions: [{ id: "better", text: "What can we do better?", type: "text", trigger: "post_service" }] }
    escalation:`,
    )
    .replace(
      "triggers: []",
      `triggers: [{ condition: "report_late", delay: 86400, channel: "sms", message: "Dear {customer_name}, it is late." }]`,
    )
    .replace("  tables:\n", tables)
    .replace("burst_window_ms: {", "burst_window_ms: { email: 0,")}
  data_collection: { detect: [phone, email, name], verify: [email] }
  contact_rules: { marketing_consent: "not_required", max_per_day: 9 }
  campaigns: { max_per_minute: { sms: 60000, whatsapp: 60000 } }
`;
  const body = { yaml, activate: true };
  const put = await product.api(`PUT /v1/configs/${clinic.client}/main`, { client: clinic.client, body });
  if (put.status !== 200) throw new Error(`The clinic was refused: ${JSON.stringify(put.body)}`);
  return { ...clinic, mail };
}

export function newVisitor(): Visitor {
  const word = newWord();
  return { phone: newCustomer(), mail: `mail.${word}@person.example`, name: `Name${word}`, word };
}

/** The name, the addresses as they may be spelled, and the word of all texts. */
export const wordsOf = ({ phone, mail, name, word }: Visitor) => [
  ...[word, name, mail, phone.slice(1), phone.slice(3)],
  ...[encodeURIComponent(phone), encodeURIComponent(mail)],
];

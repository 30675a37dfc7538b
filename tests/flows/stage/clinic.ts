import type { Product } from "./product.ts";

/** A tenant for the flows, with every kind of API tool and its own numbers. */
export interface Clinic {
  readonly client: string;
  /** E.164. */
  readonly whatsapp: string;
  readonly voice?: string;
  readonly sms: string;
}

let clinics = 0;

/** Pushes and activates a clinic's configuration through the API. Every clinic has a unique name and numbers. */
export async function openClinic(product: Product, how: ClinicSettings = {}): Promise<Clinic> {
  clinics += 1;
  const number = String(clinics).padStart(3, "0");
  const clinic = {
    client: `clinic_${number}`,
    whatsapp: `+1555010${number}1`,
    sms: `+1555010${number}2`,
    voice: `+1555010${number}3`,
  };
  const yaml = clinicYaml(clinic, how);
  const { status, body } = await product.api(`PUT /v1/configs/${clinic.client}/main`, {
    client: clinic.client,
    body: { yaml, activate: true },
  });
  if (status !== 200) throw new Error(`The clinic was refused: ${JSON.stringify(body)}`);
  return clinic;
}

export interface ClinicSettings {
  readonly agentName?: string;
  /** On WhatsApp and SMS. */
  readonly burstWindowMs?: number;
  readonly deadlineSeconds?: number;
  /** The condition after which customers get an SMS, and the delay in seconds. */
  readonly retargeting?: { readonly condition: string; readonly delay: number };
  readonly toolCallsPerTurn?: number;
  /** Adds a handoff as in the specification, with this timeout for operators. */
  readonly handoffTimeoutSeconds?: number;
  /** Adds a price list and a Razorpay account. */
  readonly takesPayments?: boolean;
  /** Adds a reminder a day before a visit. */
  readonly remindsOfVisits?: boolean;
  /** The section `voice`, as one line of YAML: `{ language: hi }`. */
  readonly voice?: string;
  /** Adds Google Analytics. */
  readonly isMeasured?: boolean;
  /** Adds an SLA for web chat. */
  readonly hasSla?: boolean;
  /** Adds a Zendesk account. */
  readonly hasHelpDesk?: boolean;
}

export function clinicYaml(clinic: Clinic, how: ClinicSettings = {}): string {
  const {
    agentName = "Maya",
    burstWindowMs = 0,
    deadlineSeconds = 60,
    toolCallsPerTurn = 8,
    handoffTimeoutSeconds,
    takesPayments = false,
    remindsOfVisits = false,
    hasHelpDesk = false,
    hasSla = false,
    isMeasured = false,
    retargeting,
    voice,
  } = how;
  return `automation_config:
  config_id: "${clinic.client}_v1"
  client_id: "${clinic.client}"
  client_name: "Riverside Clinic"
  industry: "healthcare"
  use_case: "customer_support"
  agent:
    system_prompt: "You are {agent_name}, who answers the patients of {client_name}."
    agent_name: "${agentName}"
    model: { primary: "gemini-3.8-flash", fallback: "gemini-3.5-flash-lite" }
${hasSla ? "  sla: { family: bad_minutes, channels: [web_chat] }\n" : ""}  tables:
    lamps_${clinic.client}: { columns: { id: text, name: text }, rows: [{ id: L-1, name: Lamp }] }
  tools:
    missing: [{ name: insurance_verification, description: "Verifies the cover of a policy" }]
    available:
      - name: "create_order"
        type: "api"
        config:
          endpoint: "https://api.clinic.example/orders"
          auth_type: "bearer"
          idempotency: "header"
          required_fields: ["test"]
      - name: "waive_fee"
        type: "api"
        approve: "operator"
        config: { endpoint: "https://api.clinic.example/waivers", idempotency: "header", required_fields: ["fee"] }
      - name: "book_slot"
        type: "api"
        config:
          endpoint: "https://api.clinic.example/bookings"
          required_fields: ["slot"]
      - name: "find_orders"
        type: "api"
        config:
          endpoint: "https://api.clinic.example/orders"
          method: "GET"
          parameters: { test: { type: "string" } }
      - { name: "text_customer", type: "messaging", config: { provider: "twilio_sms" } }
      - { name: "leave_ticket", type: "ticketing", config: { auto_escalation: true } }
      - name: "visits"
        type: "calendar"
        config:
          services: [{ id: "check_up", minutes: 30 }]
          resources: [{ id: "room_one" }]
          opening_hours: { mon: ["00:00-24:00"], tue: ["00:00-24:00"], wed: ["00:00-24:00"], thu: ["00:00-24:00"], fri: ["00:00-24:00"], sat: ["00:00-24:00"], sun: ["00:00-24:00"] }
${takesPayments ? paymentTool : ""}  integrations:
    available:
${takesPayments ? razorpay : ""}${hasHelpDesk ? zendesk : ""}${isMeasured ? googleAnalytics : ""}      - name: "twilio_whatsapp"
        type: "messaging"
        config:
          account_sid: "\${TWILIO_ACCOUNT_SID}"
          auth_token: "\${TWILIO_AUTH_TOKEN}"
          phone_number: "${clinic.whatsapp}"
  channels:
    input:
      - { type: "web_chat" }
      - { type: "web_voice" }
      - { type: "whatsapp", config: { phone_number: "${clinic.whatsapp}" } }
      - { type: "sms", config: { phone_number: "${clinic.sms}" } }
${clinic.voice === undefined ? "" : `      - { type: "voice", config: { phone_numbers: ["${clinic.voice}"] } }\n`}  business_logic:
    escalation:
      triggers:
        - { condition: "sentiment_score < 0.3", action: "urgent_human_callback", priority: "high" }
        - { condition: "customer_request_escalation", action: "human_agent_transfer", priority: "medium" }
        - { condition: "system_error", action: "technical_support", priority: "high" }
${handoffTimeoutSeconds === undefined ? "" : handoffYaml(handoffTimeoutSeconds)}    outbound_retargeting:
      triggers: [${retargeting ? `{ condition: "${retargeting.condition}", delay: ${retargeting.delay}, channel: "sms", message: "It is late." }` : ""}]
  guardrails:
    max_tool_calls_per_turn: ${toolCallsPerTurn}
    turn_deadline_seconds: ${deadlineSeconds}
  conversation:
    burst_window_ms: { whatsapp: ${burstWindowMs}, sms: ${burstWindowMs} }
${remindsOfVisits ? reminder : ""}${takesPayments ? prices : ""}${voice === undefined ? "" : `  voice: ${voice}\n`}  knowledge:
    - { base: "help", id: "hours", title: "Opening hours", text: "The clinic is open from 7 AM to 8 PM every day." }
`;
}

const reminder = `  reminders: [{ before: 86400, channel: "sms", message: "See you on {date} at {time}." }]
`;

const googleAnalytics = `      - name: "google_analytics"
        type: "analytics"
        config: { measurement_id: "\${GA_MEASUREMENT_ID}", api_secret: "\${GA_API_SECRET}" }
`;

const zendesk = `      - name: "zendesk"
        type: "crm"
        config: { api_key: "\${ZENDESK_API_KEY}", email: "desk@clinic.example", subdomain: "clinic" }
`;

function handoffYaml(timeoutSeconds: number): string {
  return `      handoff:
        - type: "human_agent"
          timeout: ${timeoutSeconds}
          fallback: "create_ticket"
          departments: ["customer_support", "technical_support", "medical_team"]
        - type: "doctor"
          timeout: ${timeoutSeconds}
          fallback: "schedule_appointment"
          specialization: ["general_practitioner", "specialist"]
      human_unavailable:
        - { action: "create_urgent_ticket", auto_reply: "We will connect you as soon as possible." }
        - { action: "schedule_callback", auto_reply: "When may we call you back?" }
        - { action: "offer_alternative", auto_reply: "Can I help with something else meanwhile?" }
`;
}

const paymentTool = `      - name: "process_payment"
        type: "api"
        config: { endpoint: "https://api.clinic.example/payments", payment_providers: ["razorpay", "cash"] }
`;

const razorpay = `      - name: "razorpay"
        type: "payment"
        config:
          api_key: "\${RAZORPAY_API_KEY}"
          secret_key: "\${RAZORPAY_SECRET}"
          webhook_secret: "\${RAZORPAY_WEBHOOK_SECRET}"
`;

const prices = `  catalogue:
    - { id: "checkup", name: "Health Checkup", price: 1499 }
`;

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../project-root.ts";
import { secretReference } from "../../security/secrets/secret-reference.ts";
import { loadTenantConfig } from "../load-tenant-config.ts";

/** The mistakes that builders make, each put into the example file, which is valid. */
const example = readFileSync(join(projectRoot, "config", "example.yaml"), "utf8");

const token = secretReference("SUNRISE_API_TOKEN");

/** What is replaced, the mistake, its code, and what the report says. The replaced text begins on the reported line. */
type Mistake = readonly [from: string, to: string, code: string, said: RegExp];

const refused: readonly Mistake[] = [
  // Names of keys and values
  ["guardrails:", "gaurdrails:", "unknown-key", /did you mean `guardrails`/],
  ["automation_config:", "automation_configs:", "missing", /`automation_config` is missing/],
  ["max_tokens: 1500", "max_token: 1500", "unknown-key", /did you mean `max_tokens`/],
  ['sat: ["10', 'saturday: ["10', "unknown-key", /did you mean `sat`/],
  ["{ email: 10 }", "{ e-mail: 10 }", "unknown-key", /did you mean `email`/],
  ["type: rag", "type: rga", "not-allowed", /one of api, custom, database, rag/],
  ["- type: web_chat", "- type: webchat", "not-allowed", /did you mean `web_chat`/],
  ["type: payment", "type: payments", "not-allowed", /did you mean `payment`/],
  ["priority: urgent }", "priority: critical }", "not-allowed", /one of low, medium, high, urgent/],
  ["assignment: least_busy", "assignment: least-busy", "not-allowed", /did you mean `least_busy`/],
  ["method: PUT", "method: put", "not-allowed", /one of GET, POST, PUT/],
  ["date_order: day_first", "date_order: DD/MM", "not-allowed", /one of day_first, month_first/],
  ["client_id: sunrise_dental", "client_id: Sunrise Dental", "invalid", /must be 1 to 63 of a-z/],
  ["client_id: sunrise_dental", "client_id: agency", "invalid", /Choose another client_id/],
  ["- name: book_slot", "- name: book slot", "invalid", /letters, digits/],
  ["    severe_pain: [", "    Severe Pain: [", "invalid", /small letters/],
  // Nesting
  ["model: { primary", "temperature: 0.4\n    model: { primary", "unknown-key", /Known here are system_prompt, model/],
  ["config: { address: hello@sunrise.example }", "address: hello@sunrise.example", "unknown-key", /provider, config/],
  ["budget:\n    turns: 60", "budget:", "wrong-type", /is empty.*Give it a value, or remove it/],
  ["reminders:\n    - {", "reminders:\n      {", "wrong-type", /must be a list/],
  // Types
  ["proactive_chat: true", "proactive_chat: yes", "wrong-type", /Write true, without quotes/],
  ["require_sources: true", 'require_sources: "true"', "wrong-type", /Write true, without quotes/],
  ["permissions: [read]", "permissions: read", "wrong-type", /must be a list/],
  ['sat: ["10:00-14:00"]', 'sat: "10:00-14:00"', "wrong-type", /Write a list: \["10:00-14:00"\]/],
  ["blocked_phrases: [guaranteed cure]", "blocked_phrases: guaranteed cure", "wrong-type", /\[guaranteed cure\]/],
  ["turns: 60", "turns: 60.5", "wrong-type", /must be a whole number, but is 60\.5/],
  ["turns: 60", "turns: 1_000", "wrong-type", /Write 1000/],
  ["agent_name: Tara", "agent_name: 007", "wrong-type", /Put it in quotes: "007"/],
  ["options: [Friends, The web]", "options: [Friends, true]", "wrong-type", /Put it in quotes/],
  ['scale: "1-5"', "scale: 5", "wrong-type", /Put it in quotes: "5"/],
  // Units, amounts and ranges
  ["delay: 3600 #", "delay: 1h #", "wrong-type", /Write 3600: the value is in seconds/],
  ["before: 86400", "before: 24 hours", "wrong-type", /Write 86400: the value is in seconds/],
  ["before: 86400", "before: 24", "invalid", /at least a minute: 60/],
  ["link_expires_after: 3600", "link_expires_after: 60", "invalid", /at least 1200, but is 60/],
  ["temperature: 0.4", "temperature: 70", "invalid", /at most 2, but is 70/],
  ["temperature: 0.4", "temperature: 0,4", "unknown-key", /A comma ends a value/],
  ["price: 1500 } # 1,500", 'price: "₹1,500" } # 1,500', "wrong-type", /Write 1500: a number has no signs/],
  ["price: 1500 } # 1,500", "price: Rs 1500 } # 1,500", "wrong-type", /Write 1500/],
  ["price: 1500 } # 1,500", "price: 1500.125 } # 1,500", "invalid", /too many decimal places.*Round it/],
  ["price: 1500 } # 1,500", "price: 1400 } # 1,500", "invalid", /differs from the price of `cleaning`/],
  ['scale: "1-5"', 'scale: "5-1"', "invalid", /must start with the lower rating/],
  // Times, places and addresses
  ['sat: ["10:00-14:00"]', 'sat: ["10:00 AM - 2:00 PM"]', "invalid", /Write 24 hours with two digits each/],
  ['sat: ["10:00-14:00"]', 'sat: ["22:00-02:00"]', "invalid", /Split a night into two days/],
  ['from: "21:00"', 'from: "21.00"', "invalid", /two digits each and a colon/],
  ["holidays: [2027-01-26,", "holidays: [26-01-2026,", "invalid", /a date such as 2026-01-26/],
  ["holidays: [2027-01-26,", "holidays: [2026-02-30,", "invalid", /a date such as 2026-01-26/],
  ["timezone: Asia/Kolkata", "timezone: IST", "time-zone-abbreviation", /Write Asia\/Kolkata/],
  ["primary: gemini-3.8-flash", "primary: openai_compatible", "invalid", /the name that the endpoint gives it/],
  ["timezone: Asia/Kolkata", "timezone: India", "invalid", /Use an IANA name/],
  ["currency: INR\n    link", "currency: inr\n    link", "invalid", /three capital letters/],
  ["language: en-IN", "language: English", "invalid", /a language tag such as hi or en-IN/],
  ['{ phone_number: "+912245550100" }', "{ phone_number: +912245550100 }", "wrong-type", /Write "\+912245550100"/],
  ['{ phone_number: "+912245550100" }', '{ phone_number: "02245550100" }', "invalid", /with \+ and the country code/],
  ["address: hello@sunrise.example", "address: hello(at)sunrise.example", "invalid", /an e-mail address/],
  ["widget_url: https://sunrise", "widget_url: sunrise", "invalid", /must be a URL/],
  ["endpoint: https://api", "endpoint: http://api", "invalid", /must begin with https/],
  // References
  ["fallback: create_urgent_ticket", "fallback: create_urgent_tiket", "invalid", /did you mean `create_urgent_ticket`/],
  ["action: schedule_callback", "action: schedule_calback", "invalid", /did you mean `schedule_callback`/],
  ["begun_by: [check_slots]", "begun_by: [check_slot]", "invalid", /did you mean `check_slots`/],
  ["provider: twilio_whatsapp }", "provider: twilio_whatsap }", "invalid", /did you mean `twilio_whatsapp`/],
  ["fallback_template: news", "fallback_template: newz", "invalid", /did you mean `news`/],
  ["dentist_transfer: {", "dentist_transfr: {", "invalid", /did you mean `dentist_transfer`/],
  ["- name: book_slot", "- name: check_slots", "invalid", /repeats the name `check_slots`/],
  ["id: birth_date", "id: phone", "invalid", /is a standard field/],
  ["auth_type: bearer", "auth_type: oauth", "not-allowed", /oauth2/],
  [`secret: ${token}`, "secret: sk-12345", "invalid", /must name a secret/],
  [`secret: ${token}`, `secret: ${secretReference("sunrise token")}`, "secret-reference", /in capitals, digits and _/],
  // Texts, conditions and patterns
  ["{time}, {customer_name}.", "{tme}, {customer_name}.", "unknown-placeholder", /did you mean `time`/],
  ['"{customer_name}, shall', '"{cart_value}, shall', "unknown-placeholder", /belongs in the list `facts`/],
  ['"Dear {customer_name}, we', '"Dear {name}, we', "unknown-placeholder", /Known are {customer_name}/],
  ["severe_pain, action", '"language = hi", action', "invalid", /Write == for equality/],
  ["severe_pain, action", '"severe_pain and complaint", action', "invalid", /Write && for and/],
  ["type: date, ask", 'type: pattern, pattern: "[A-Z", ask', "invalid", /is not a regular expression/],
  ["type: date, ask", 'type: pattern, pattern: "(a+)+$", ask', "invalid", /repeats without a limit/],
  ["type: date, ask", 'type: pattern, pattern: "x*", ask', "invalid", /repeats without a limit|matches an empty text/],
  // Operations
  ["voucher.status == 'open'", "voucher.status = 'open'", "invalid", /Write == for equality/],
  ["voucher.status == 'open'", "voucher.status == 'opem'", "invalid", /did you mean `open`/],
  ["voucher.status == 'open'", "\"voucher.status in ['open', 'user']\"", "invalid", /did you mean `used`/],
  [
    "voucher.status == 'open'",
    "voucher.value > 0 && voucher.value != '0'",
    "invalid",
    /a text where a value of type money/,
  ],
  [`status: "'used'"`, `status: "'usedd'"`, "invalid", /did you mean `used`/],
  ["append: { treatments: treatment }", "append: { status: treatment }", "invalid", /append cannot change/],
  ["append: { treatments: treatment }", "increment: { status: 1 }", "invalid", /increment cannot change/],
  // YAML itself
  ["    recent_messages: 40", "\trecent_messages: 40", "syntax", /Indent with spaces/],
  ["    recent_messages: 40", "   recent_messages: 40", "syntax", /same number of spaces/],
  ["    recent_messages: 40", "    recent_messages:40", "syntax", /./],
  ['ask: "When were you born?"', 'ask: "When were you born?', "syntax", /Close the open quote/],
  ['text: "How was your visit?"', "text: How was: your visit?", "syntax", /quotes and the colons/],
  ["type: date, ask", 'type: pattern, pattern: "\\d{6}", ask', "syntax", /Invalid escape sequence/],
  ["timezone: Asia/Kolkata", "timezone: *zone", "unknown-alias", /No value above is named zone/],
];

const warned: readonly Mistake[] = [
  ["severe_pain, action", "sever_pain, action", "signal-unknown", /did you mean `severe_pain`/],
  ["severe_pain, action", '"sentiment_score < 0", action', "condition-never", /can never hold/],
  ["severe_pain, action", '"sentiment_score < 30", action', "condition-always", /go from 0 to 1/],
  ["severe_pain, action", "\"language == 'Hindi'\", action", "condition-never", /a code such as hi/],
  ["- sentiment_score_below: 0.2", "- sentiment_score_belov: 0.2", "signal-unknown", /nothing raises/],
  ["- positive_sentiment #", "- positive_sentimnt #", "signal-unknown", /did you mean `positive_sentiment`/],
  ["- positive_sentiment #", '- "sentiment_score > 2" #', "condition-never", /can never hold/],
  ['"customer_type:returning"', '"custmer_type:returning"', "signal-unknown", /did you mean `customer_type`/],
  [
    'cross_sell:\n      triggers:\n        - positive_sentiment # the same as: type "positive_sentiment"',
    "cross_sell:",
    "offer-never",
    /no triggers, so nothing is ever offered/,
  ],
  ["    severe_pain: [", '    billing: ["invoice"]\n    severe_pain: [', "signal-unread", /no condition reads/],
  ["trigger: post_booking", "trigger: post_boking", "trigger-unknown", /did you mean `post_booking`/],
  ["table: appointments", "table: appointment", "table-unknown", /did you mean `appointments`/],
  ["table: appointments,", "table: appointments, fields: [id, tyme],", "column-unknown", /did you mean `time`/],
  ["knowledge_base: prices", "knowledge_base: price", "knowledge-base-unknown", /did you mean `prices`/],
  ["department: surgery }", "department: surgry }", "department-unknown", /did you mean `surgery`/],
  ["{ provider: twilio_whatsapp }", "{ provider: twilio_whatsapp, templates: [nws] }", "template-unknown", /`news`/],
  ["auth_type: bearer\n          secret:", "auth_type: none\n          secret:", "setting-unused", /never sent/],
  ["confirm: [phone]", "verify_template: codez", "template-unknown", /which no channel has/],
  ["channel: whatsapp\n          message", "channel: sms\n          message", "channel-unused", /nothing is sent/],
  ["- { before: 86400, channel: whatsapp", "- { before: 86400, channel: sms", "channel-unused", /nothing is sent/],
  ["delay: 3600 #", "delay: 3600000 #", "unit-unlikely", /is 42 days.*write 3600\b/],
  ["timeout: 60,", "timeout: 60000,", "unit-unlikely", /write 60\b/],
  ["{ whatsapp: 2000 }", "{ whatsapp: 2 }", "unit-unlikely", /write 2000\b/],
  ['sat: ["10:00-14:00"]', 'sat: ["10:00-14:00", "13:00-15:00"]', "hours-overlap", /overlaps with 10:00-14:00/],
  [
    'quiet_hours: { from: "21:00", to: "08:00" }',
    'quiet_hours: { from: "08:00", to: "07:00" }',
    "quiet-hours-long",
    /23 hours/,
  ],
  ["max_per_day: 2", "max_per_day: 20", "limit-useless", /raise max_per_week/],
  ["currency: INR }", "currency: USD }", "currency-differs", /payments\.currency is INR/],
  ["detect: [phone, name]", "country: UK\n    detect: [phone, name]", "country-unknown", /Write GB/],
  ["detect: [phone, name]", "country: ZZ\n    detect: [phone, name]", "country-unknown", /ISO 3166/],
  ["confirm: [phone]", "confirm: [email]", "not-detected", /Add email to `detect`/],
  ['ask: "When were you born?"', "ask: “When were you born?”", "quotes-typographic", /straight quotes/],
  ["Time for a check-up", "{customer_name}, a check-up", "braces-single", /Write {{customer_name}}/],
  ["true }\n    output", "false, proactive: { message: Hello } }\n    output", "setting-unused", /never shown/],
  ["primary: gemini-3.8-flash", "primary: gemini-9-flash", "model-unknown", /Check the name/],
  // Names of something that is not there
  ["required: [policy]", "required: [polisy]", "argument-unknown", /did you mean `policy`/],
  ["bind: { patient:", "bind: { pateint:", "argument-unknown", /did you mean `patient`/],
  ["identity.key } #", "identity.fields.phon } #", "column-unknown", /did you mean `phone`/],
  ["identity.key } #", "\"table.patients['P-1042'].nam\" } #", "column-unknown", /did you mean `name`/],
  ["fields: [id, birth_date] #", "fields: [id, birthdate] #", "column-unknown", /did you mean `birth_date`/],
  ["find_by: [id, phone] #", "send_to: [email]\n    find_by: [id, phone] #", "column-unknown", /no code can be sent/],
  ["actions: [save_contact, add_note]", "actions: [save_contct]", "action-unknown", /did you mean `save_contact`/],
  [
    "integration: hubspot, actions: [save_contact, add_note]",
    "integration: zendesk",
    "integration-without-tools",
    /Remove/,
  ],
  ["patient: P-1042, value", "patient: P-1043, value", "row-unknown", /no row of `patients`/],
  [
    "condition: abandoned_booking",
    "condition: abandonned_booking",
    "signal-unknown",
    /did you mean `abandoned_booking`/,
  ],
  [
    "- type: whatsapp\n        config",
    "- type: whatsapp\n        provider: sendgrid\n        config",
    "provider-differs",
    /carries email/,
  ],
  ["supported_languages: [en, hi]", "supported_languages: [en, zz]", "language-unknown", /no language has that code/],
  // Contradictions
  ['{ phone_number: "+912245550100" }', '{ phone_number: "+912245550199" }', "number-differs", /twilio_whatsapp has/],
  ["A cleaning costs ₹1,500", "A cleaning costs ₹1,800", "price-differs", /in the price list, 1500/],
  ["content_type: application/pdf", "content_type: image/png", "media-type-differs", /Write application\/pdf/],
  ['sunrise.example/help"', 'sunrise.example/sitemap.xml"', "sitemap-likely", /sitemap: true/],
  ["[2027-01-26, 2027-08-15]", "[2026-01-26, 2026-08-15]", "holidays-past", /ends with 2026-08-15/],
  ["blocked_phrases: [guaranteed cure]", "blocked_phrases: [Sunrise Dental]", "phrase-needed", /client_name/],
  ["completed_by: [book_slot]", "completed_by: [check_slots]", "booking-only-read", /only reads/],
  [
    "begun_by: [check_slots]\n    completed_by: [book_slot]",
    "begun_by: [book_slot]\n    completed_by: [book_slot]",
    "booking-never-open",
    /in one of the two/,
  ],
  ["time_field: slot.start", "time_field: slot start", "path-unlikely", /dots between/],
  ["notice_minutes: 120", "notice_minutes: 43200", "booking-never", /no time is ever free/],
  ["{ id: checkup, minutes: 30 }", "{ id: checkup, minutes: 300 }", "booking-never", /longer than anybody/],
  // Given twice, too little or not at all
  ["options: [Friends, The web]", "options: [Friends, Friends]", "item-repeated", /repeats item 1/],
  [
    "- customer_request_escalation #",
    "- customer_request_escalation\n        - customer_request_escalation #",
    "item-repeated",
    /repeats item/,
  ],
  [
    "{ id: slot_1, day_offset: 1,",
    "{ id: slot_1, day_offset: 2 }\n      - { id: slot_1, day_offset: 1,",
    "row-repeated",
    /repeats the id of row 1/,
  ],
  ["day_offset: 1,", "day_offset: tomorrow,", "day-unreadable", /1 for tomorrow/],
  ['phone: "+919812345678"', "phone: 919812345678", "contact-number", /in quotes/],
  ["max_tokens: 1500", "max_tokens: 15", "limit-low", /break off/],
  ["timeout: 60,", "timeout: 0,", "limit-low", /too short for an operator/],
  ["turns: 60", "turns: 1", "limit-low", /such as 60/],
  ["turns: 60", "turns: 60\n    model_tokens: 100", "limit-low", /after the first answer/],
  ["{ email: 10 }", "1", "limit-low", /20 or more/],
  ["turns: 60", "turns: 60\n    tool_cost: 5", "setting-unused", /no tool has a `cost`/],
  ["link_expires_after: 3600", "link_expires_after: 3600000", "unit-unlikely", /write 3600\b/],
  ['["cannot sleep"', '["a"', "phrase-short", /nearly every message/],
  [
    "treatment: { type: text, required: true }\n",
    "treatment: { type: text, required: true }\n        note: text\n",
    "parameter-unused",
    /in vain/,
  ],
  ["voucher.status == 'open'", '"true"', "condition-constant", /the same for every call/],
  // Unfinished
  ["business_context: the dental care", "business_context: the [KIND OF] care", "text-unfinished", /\[KIND OF\]/],
  ["client_name: Sunrise Dental", "client_name: Your Client", "text-unfinished", /Your Client/],
  ["config_id: config_sunrise_dental_v1", "config_id: config_your_client_v1", "text-unfinished", /your_client/],
  ["agent_name: Tara", 'agent_name: "{name}"', "braces-in-name", /Write the name itself/],
  ["Hello, this is {agent_name} of", "Hello, this is {{agent_name}} of", "placeholder-form", /Write {agent_name}/],
  ["Hello {{customer_name}}", "Hello {{{customer_name}}}", "braces-triple", /Write {{customer_name}}/],
  [
    "api.sunrise.example/insurance",
    "api.sunrise.example/insurance?api_key=Ab3dEf6hIj9",
    "secret-in-prompt",
    /\$\{NAME\}/,
  ],
];

function found(from: string, to: string) {
  const at = example.indexOf(from);
  expect(at).toBeGreaterThan(-1);
  const text = example.slice(0, at) + to + example.slice(at + from.length);
  const loaded = loadTenantConfig({ file: "sunrise_dental.yaml", text });
  const all = loaded.ok ? loaded.warnings(new Date("2026-11-28T00:00:00Z")) : loaded.problems;
  const lines = text.slice(0, at + to.length).split("\n").length;
  return { ok: loaded.ok, all, from: text.slice(0, at).split("\n").length, to: lines };
}

describe("a builder's mistake", () => {
  it("is none in the example file", () => {
    expect(found("x", "x").all).toEqual([]);
  });

  it.each(refused)("is refused with its line and a remedy: %s → %s", (from, to, code, said) => {
    expectReport(from, to, { code, said, ok: false });
  });

  it.each(warned)("is warned of with its line and a remedy: %s → %s", (from, to, code, said) => {
    expectReport(from, to, { code, said, ok: true });
  });
});

function expectReport(from: string, to: string, expected: { code: string; said: RegExp; ok: boolean }): void {
  const report = found(from, to);
  expect(report.ok).toBe(expected.ok);
  const there = report.all.filter(
    ({ line, code }) => line >= report.from && line <= report.to && code === expected.code,
  );
  expect(there.map(({ message, remedy }) => `${message} ${remedy}`).join("\n")).toMatch(expected.said);
  expect(there.every(({ remedy }) => remedy !== "")).toBe(true);
}

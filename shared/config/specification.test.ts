import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../project-root.ts";
import { conditionHolds } from "./conditions/condition.ts";
import { loadTenantConfig } from "./load-tenant-config.ts";
import { renderPrompt } from "./prompt.ts";

function load(form: "long" | "short" | "both") {
  const file = `specification-3.4-${form}.yaml`;
  return loadTenantConfig({ file, text: readFileSync(join(projectRoot, "tests/fixtures", file), "utf8") });
}

function config(form: "long" | "short") {
  const loaded = load(form);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems, undefined, 2));
  return loaded.config;
}

describe("the specification's own example (section 3.4)", () => {
  const long = config("long");
  const short = config("short");

  it("loads in its long form", () => {
    expect(long.agent).toMatchObject({ agent_name: "Maya", model: { primary: "gemini-2.5-pro", max_tokens: 2000 } });
    expect(long.tools.available.map(({ name, type }) => [name, type])).toEqual([
      ["fetch_customer_data", "database"],
      ["check_appointment_availability", "database"],
      ["create_medical_order", "api"],
      ["process_payment", "api"],
      ["medical_rag_tool", "rag"],
      ["prescription_analysis", "ai_vision"],
      ["send_whatsapp_message", "messaging"],
      ["create_support_ticket", "ticketing"],
    ]);
    expect(long.tools.available[1]?.config).toMatchObject({
      table: "appointments",
      permissions: ["read"],
      date_range: 30,
    });
    expect(long.tools.missing[0]).toMatchObject({ issue_id: "ISSUE-123", estimated_complexity: "high" });
    expect(long.integrations.available.map(({ type }) => type)).toEqual([
      "crm",
      "payment",
      "messaging",
      "healthcare_it",
      "analytics",
    ]);
    expect(long.integrations.missing.map(({ name }) => name)).toEqual(["salesforce_health_cloud", "epic_emr"]);
    expect(long.channels.input.map(({ type, provider }) => [type, provider])).toEqual([
      ["voice", "livekit_sip"],
      ["web_voice", "livekit_web"],
      ["web_chat", "web"],
      ["whatsapp", "twilio_whatsapp"],
      ["instagram", "meta_instagram"],
    ]);
  });

  it("reads voice's lists of one-key objects as objects, and its triggers as conditions", () => {
    expect(long.voice?.business_logic).toEqual({
      pricing_requirements: {
        always_mention_specific_prices: true,
        compare_individual_vs_panel: true,
        include_preparation_requirements: true,
        currency: "INR",
      },
      escalation_triggers: [
        { condition: "sentiment_score < 0.3", action: "human_agent_transfer", priority: "medium" },
        { condition: "medical_complexity_high", action: "human_agent_transfer", priority: "medium" },
        { condition: "customer_request", action: "human_agent_transfer", priority: "medium" },
      ],
      data_collection: { auto_detect_phone: true, prescription_analysis: true, appointment_booking: true },
    });
  });

  it("converts prices to paise and requires sources", () => {
    expect(long.business_logic.cross_sell.products[0]).toMatchObject({
      price: 2999,
      price_minor: 299_900,
      currency: "INR",
    });
    expect(long.guardrails.require_sources).toBe(true);
  });

  it("reads the rules of the long form", () => {
    const { cross_sell, surveys, escalation, outbound_retargeting } = long.business_logic;
    expect(cross_sell.triggers[0]).toEqual({ type: "positive_sentiment", action: "suggest_premium_tests" });
    expect(surveys.questions[1]).toMatchObject({ type: "rating", scale: { min: 1, max: 5 }, trigger: "post_service" });
    expect(escalation.triggers[0]).toEqual({
      condition: "sentiment_score < 0.3",
      action: "urgent_human_callback",
      priority: "high",
    });
    expect(escalation.handoff[1]).toMatchObject({ type: "doctor", timeout: 60, fallback: "schedule_appointment" });
    expect(escalation.human_unavailable).toHaveLength(3);
    expect(outbound_retargeting.triggers.map(({ delay, channel }) => [delay, channel])).toEqual([
      [300, "whatsapp"],
      [3600, "voice"],
      [0, "whatsapp"],
    ]);
  });

  it("reads the short form into the same shape", () => {
    const { cross_sell, surveys, escalation, outbound_retargeting } = short.business_logic;
    expect(cross_sell.triggers).toEqual([
      { type: "positive_sentiment", action: "suggest_product" },
      { type: "successful_resolution", action: "suggest_product" },
    ]);
    expect(cross_sell.products[0]).toMatchObject({
      id: "premium_support",
      name: "Premium support",
      price_minor: undefined,
    });
    expect(surveys.questions.map(({ id }) => id)).toEqual(["how_did_you_hear_about_us", "rate_your_satisfaction"]);
    expect(escalation.triggers.map(({ condition }) => condition)).toEqual([
      "sentiment_score:<0.3",
      "complexity_score:>0.8",
      "request_escalation:true",
    ]);
    expect(outbound_retargeting.enabled).toBe(false);
    expect(short.channels.output.map(({ type }) => type)).toEqual(["web_chat", "email", "sms"]);
  });

  it("has conditions that evaluate", () => {
    const [premium] = short.business_logic.cross_sell.products;
    const standard = { flags: [], customer_type: "standard", interaction_count: 6 };
    expect(premium?.conditions.every((condition) => conditionHolds(condition, standard))).toBe(true);
    expect(
      premium?.conditions.every((condition) => conditionHolds(condition, { ...standard, interaction_count: 5 })),
    ).toBe(false);
  });

  it("fills in its system prompt", () => {
    const prompt = renderPrompt(long.agent.system_prompt, long);
    expect(prompt).toContain("You are Maya, a healthcare assistant agent for Client 123.");
    expect(prompt).toContain("Use Hindi and English communication style");
    expect(prompt).not.toContain("{");
  });

  it("names its secrets and never holds one", () => {
    const loaded = load("long");
    const names = loaded.ok ? loaded.secrets.map(({ name }) => name) : [];
    expect(names).toEqual(
      expect.arrayContaining(["ZENDESK_API_KEY", "RAZORPAY_SECRET", "TWILIO_AUTH_TOKEN", "GA_API_SECRET"]),
    );
    expect(loaded).toMatchObject({
      secrets: expect.arrayContaining([expect.objectContaining({ name: "ZENDESK_API_KEY", line: 158 })]),
    });
  });

  it("refuses a file with both forms and names both lines", () => {
    const loaded = load("both");
    expect(loaded).toMatchObject({
      ok: false,
      problems: [
        { code: "duplicate-key", line: 379, message: "`channels` is given twice: on line 209 and on line 379." },
        { code: "duplicate-key", line: 397, message: "`business_logic` is given twice: on line 270 and on line 397." },
      ],
    });
  });
});

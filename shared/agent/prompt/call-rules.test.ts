import { minimalConfig } from "../../config/minimal-config.fixture.ts";
import { callRules } from "./call-rules.ts";

const rulesOf = (more: string, channel: "voice" | "web_voice" | "whatsapp" = "voice") =>
  callRules({ channel, config: minimalConfig(more) });

describe("callRules", () => {
  it("is for calls only", () => {
    expect(rulesOf("", "whatsapp")).toBeUndefined();
    expect(rulesOf("", "web_voice")).toMatch(/^# This is a call\n- The customer hears you/);
  });

  it("has prices told as the tenant wants it", () => {
    const voice = "  voice: { business_logic: { pricing_requirements: [{ compare_individual_vs_panel: true }] } }\n";
    expect(rulesOf(voice)).toContain("say which costs less");
    expect(rulesOf(voice)).not.toContain("how to prepare");
  });

  it("names the languages of the call", () => {
    const greeting = (more: string) =>
      `  voice: { language: hi, greeting: { supported_languages: [hi, en]${more} } }\n`;
    expect(rulesOf(greeting(""))).toMatch(/Speak one of Hindi, English\..*\n.*Follow the customer/);
    expect(rulesOf(greeting(", language_detection: false"))).toContain("Stay in Hindi unless");
    expect(rulesOf("  voice: { greeting: { supported_languages: [en] } }\n")).toContain("Speak English.");
  });

  it("offers to read prescriptions only where a tool reads them and there is a number to send them to", () => {
    const voice = "  voice: { business_logic: { data_collection: [{ prescription_analysis: true }] } }\n";
    const tool = "  tools: { available: [{ name: read, type: ai_vision, config: {} }] }\n";
    const channel = '  channels: { input: [{ type: whatsapp, config: { phone_number: "+14155238886" } }] }\n';
    expect(rulesOf(voice + tool + channel)).toContain("a photo by WhatsApp to +14155238886");
    expect(rulesOf(voice + tool)).not.toContain("WhatsApp");
    expect(rulesOf(voice + channel)).not.toContain("WhatsApp");
  });
});

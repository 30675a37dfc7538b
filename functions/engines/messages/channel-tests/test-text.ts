import { inLanguage, languageNamed } from "../../../../shared/agent/language/in-language.ts";

const english =
  "This is a test message from {client_name}. It was sent to see whether messages arrive. There is nothing to do.";

const byLanguage: Readonly<Record<string, string>> = {
  en: english,
  hi: "यह {client_name} का परीक्षण संदेश है। इसे यह देखने के लिए भेजा गया कि संदेश पहुँचते हैं या नहीं। कुछ करना नहीं है।",
  ur: "یہ {client_name} کا آزمائشی پیغام ہے۔ یہ دیکھنے کے لیے بھیجا گیا کہ پیغامات پہنچتے ہیں یا نہیں۔ کچھ کرنے کی ضرورت نہیں۔",
};

/** What a test says, in the agent's language. It is fixed, so that nobody writes to customers by a test. */
export function testText(agentLanguage: string): string {
  return inLanguage(byLanguage, languageNamed(agentLanguage), english);
}

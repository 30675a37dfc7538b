import type { ModelReply, ModelRequest, Models } from "../../../shared/models/model.ts";

interface Exchange {
  readonly question: string;
  /** The model's text. Its sources are in double brackets, which the customer does not see. */
  readonly answer: string;
}

/** Questions to `client_123` and valid answers: all prices and times are in its knowledge. */
export const exchanges: readonly Exchange[] = [
  {
    question: "Hello, when are you open on Sunday?",
    answer:
      "Hello! On Sunday all our centres are open from 7:00 AM to 1:00 PM, and from Monday to Saturday from 7:00 AM to 8:00 PM. [[opening-hours]] Would you like to book a test?",
  },
  {
    question: "How much does a thyroid test cost, and do I need to fast for it?",
    answer:
      "The thyroid profile (T3, T4, TSH) costs ₹549, and TSH alone costs ₹249. No fasting is needed; please give the sample before your morning's thyroid tablet. [[thyroid]]",
  },
  {
    question: "Can somebody come home to collect the sample in Thane tomorrow morning?",
    answer:
      "Yes, a phlebotomist collects samples at home in Thane every day from 6:30 AM to 1:00 PM. It costs ₹150 and is free for orders of ₹1,000 or more. Please book before 8 PM for the next morning. [[home-collection]]",
  },
  {
    question: "Mujhe vitamin D ka test karwana hai, report kab milegi?",
    answer:
      "Vitamin D test ₹899 ka hai aur report 24 hours mein mil jaati hai. Fasting ki zaroorat nahin hai. [[vitamin-d]]",
  },
  {
    question: "And if I have to cancel the booking, do I get my money back?",
    answer:
      "You can cancel or reschedule free of charge up to 2 hours before the slot, and a prepaid booking is then refunded in full within 5 to 7 working days. [[cancellation]]",
  },
];

/** The part of an answer that the customer sees. */
export function visibleText(answer: string): string {
  return answer.replace(/ ?\[\[[^\]]*\]\]/g, "");
}

/** Models that answer immediately in this process, in three pieces like a short Gemini stream. */
export function instantModels(reply: (request: ModelRequest) => ModelReply["parts"] = knownAnswer): Models {
  return {
    async generate({ primary }, request) {
      const parts = reply(request);
      const text = parts.map((part) => (part.type === "text" ? part.text : "")).join("");
      const third = Math.ceil(text.length / 3);
      if (text !== "") for (let at = 0; at < text.length; at += third) request.onText?.(text.slice(at, at + third));
      return { model: primary, served: primary, parts, finish: "stop", inputTokens: 1_200, outputTokens: 60 };
    },
  };
}

/** The customer's newest message. */
export function newestText({ messages }: ModelRequest): string {
  const part = messages.at(-1)?.parts.at(-1);
  return part?.type === "text" ? part.text : "";
}

function knownAnswer(request: ModelRequest): ModelReply["parts"] {
  const asked = newestText(request);
  const known = exchanges.find(({ question }) => asked === question);
  return [{ type: "text", text: known?.answer ?? "Thank you. What else can I do for you?" }];
}

import type { z } from "zod";
import type { RequirementAspect } from "../../../../shared/contracts/requirement-sections.ts";

export type InterviewLanguage = "en" | "hi";
export type Words = Readonly<Record<InterviewLanguage, string>>;

/** What an answer must be to be understood. */
export type AnswerKind = "text" | "yes-no" | "languages" | "hours" | "number";

export interface InterviewQuestion {
  readonly id: string;
  /** One thing is asked at a time: no question has an "and" between two of them. */
  readonly ask: Words;
  readonly kind: AnswerKind;
  /** What becomes of the answer. `{}` stands for it. */
  readonly becomes:
    | {
        readonly type: "requirement";
        readonly aspect: z.infer<typeof RequirementAspect>;
        readonly text: Words;
        readonly situation: Words;
        readonly priority?: "should";
      }
    | {
        readonly type:
          | "objectives"
          | "persona"
          | "non-goal"
          | "integration"
          | "data"
          | "escalation"
          | "measure"
          | "figure";
      };
  /** Asked only after a yes to this question. */
  readonly afterYes?: string;
}

const requirement = (
  aspect: z.infer<typeof RequirementAspect>,
  text: Words,
  situation: Words,
  priority?: "should",
): InterviewQuestion["becomes"] => ({ type: "requirement", aspect, text, situation, ...(priority && { priority }) });

/** The questions in their order, in batches. The first batch is about the objectives alone. */
export const questionBatches: readonly (readonly InterviewQuestion[])[] = [
  [
    {
      id: "objectives.goals",
      kind: "text",
      ask: {
        en: "What should the agent achieve? Write one objective a line.",
        hi: "एजेंट को क्या हासिल करना है? हर पंक्ति में एक उद्देश्य लिखें।",
      },
      becomes: { type: "objectives" },
    },
  ],
  [
    {
      id: "interaction.users",
      kind: "text",
      ask: { en: "Who will talk to the agent?", hi: "एजेंट से कौन बात करेगा?" },
      becomes: { type: "persona" },
    },
    {
      id: "interaction.channels",
      kind: "text",
      ask: { en: "On which channels do they reach it?", hi: "वे किन चैनलों से एजेंट तक पहुँचेंगे?" },
      becomes: requirement(
        "interaction",
        { en: "The agent is reached on: {}", hi: "एजेंट इन चैनलों पर मिलता है: {}" },
        { en: "A customer writes on one of these channels", hi: "ग्राहक इनमें से किसी चैनल पर लिखता है" },
      ),
    },
    {
      id: "languages.spoken",
      kind: "languages",
      ask: { en: "Which languages does the agent speak?", hi: "एजेंट कौन-सी भाषाएँ बोलेगा?" },
      becomes: requirement(
        "languages",
        { en: "The agent speaks: {}", hi: "एजेंट ये भाषाएँ बोलता है: {}" },
        { en: "A customer writes in one of these languages", hi: "ग्राहक इनमें से किसी भाषा में लिखता है" },
      ),
    },
    {
      id: "hours.open",
      kind: "hours",
      ask: { en: "At which times does the agent answer?", hi: "एजेंट किस समय जवाब देता है?" },
      becomes: requirement(
        "hours",
        { en: "The agent answers at these times: {}", hi: "एजेंट इस समय जवाब देता है: {}" },
        { en: "A customer writes within these times", hi: "ग्राहक इस समय में लिखता है" },
      ),
    },
  ],
  [
    {
      id: "content.topics",
      kind: "text",
      ask: { en: "Which questions do customers ask most?", hi: "ग्राहक सबसे ज़्यादा कौन-से सवाल पूछते हैं?" },
      becomes: requirement(
        "content",
        { en: "The agent answers questions about: {}", hi: "एजेंट इन विषयों पर सवालों के जवाब देता है: {}" },
        { en: "A customer asks about one of these", hi: "ग्राहक इनमें से किसी के बारे में पूछता है" },
      ),
    },
    {
      id: "content.sources",
      kind: "text",
      ask: { en: "Where do the correct answers stand?", hi: "सही जवाब कहाँ लिखे हैं?" },
      becomes: requirement(
        "content",
        { en: "The agent answers only from: {}", hi: "एजेंट केवल यहाँ से जवाब देता है: {}" },
        { en: "A customer asks what these sources do not say", hi: "ग्राहक ऐसा पूछता है जो इन स्रोतों में नहीं है" },
      ),
    },
    {
      id: "style.tone",
      kind: "text",
      ask: { en: "How should the agent sound?", hi: "एजेंट का लहजा कैसा हो?" },
      becomes: requirement(
        "style",
        { en: "The agent sounds: {}", hi: "एजेंट का लहजा: {}" },
        { en: "A customer greets the agent", hi: "ग्राहक अभिवादन करता है" },
        "should",
      ),
    },
    {
      id: "style.name",
      kind: "text",
      ask: { en: "By which name does the agent introduce itself?", hi: "एजेंट अपना परिचय किस नाम से दे?" },
      becomes: requirement(
        "style",
        { en: "The agent introduces itself as: {}", hi: "एजेंट अपना नाम बताता है: {}" },
        { en: "A conversation begins", hi: "बातचीत शुरू होती है" },
        "should",
      ),
    },
  ],
  [
    {
      id: "escalation.when",
      kind: "text",
      ask: { en: "When does a person take over?", hi: "कोई व्यक्ति कब बातचीत सँभालता है?" },
      becomes: { type: "escalation" },
    },
    {
      id: "escalation.to",
      kind: "text",
      ask: { en: "To whom does the agent hand over?", hi: "एजेंट बातचीत किसे सौंपता है?" },
      becomes: requirement(
        "escalation",
        { en: "The agent hands over to: {}", hi: "एजेंट इन्हें सौंपता है: {}" },
        { en: "A customer asks for a person", hi: "ग्राहक किसी व्यक्ति से बात करना चाहता है" },
      ),
    },
    {
      id: "escalation.closed",
      kind: "text",
      ask: { en: "What happens when nobody is there to take over?", hi: "जब सँभालने वाला कोई न हो, तब क्या होता है?" },
      becomes: requirement(
        "escalation",
        { en: "When nobody can take over: {}", hi: "जब कोई सँभाल न सके: {}" },
        { en: "A customer asks for a person and nobody is there", hi: "ग्राहक व्यक्ति माँगता है पर कोई नहीं है" },
      ),
    },
  ],
  [
    {
      id: "consent.personal",
      kind: "yes-no",
      ask: { en: "May the agent ask customers for personal data?", hi: "क्या एजेंट ग्राहकों से निजी जानकारी माँग सकता है?" },
      becomes: { type: "data" },
    },
    {
      id: "consent.marketing",
      kind: "yes-no",
      ask: { en: "Will the agent send marketing messages?", hi: "क्या एजेंट प्रचार संदेश भेजेगा?" },
      becomes: requirement(
        "consent",
        { en: "Marketing messages, only after consent: {}", hi: "प्रचार संदेश, केवल सहमति के बाद: {}" },
        { en: "A customer has not agreed to marketing", hi: "ग्राहक ने प्रचार के लिए सहमति नहीं दी है" },
      ),
    },
    {
      id: "payments.take",
      kind: "yes-no",
      ask: { en: "Does the agent take payments?", hi: "क्या एजेंट भुगतान लेता है?" },
      becomes: requirement(
        "payments",
        { en: "The agent takes payments: {}", hi: "एजेंट भुगतान लेता है: {}" },
        { en: "A customer wants to pay", hi: "ग्राहक भुगतान करना चाहता है" },
      ),
    },
    {
      id: "integrations.systems",
      kind: "text",
      ask: { en: "Which of your systems must the agent work with?", hi: "एजेंट को आपके किन सिस्टमों के साथ काम करना है?" },
      becomes: { type: "integration" },
    },
  ],
  [
    {
      id: "payments.refunds",
      kind: "text",
      ask: { en: "What does the agent do when a customer wants money back?", hi: "ग्राहक पैसे वापस माँगे तो एजेंट क्या करे?" },
      becomes: requirement(
        "payments",
        { en: "When a customer wants money back: {}", hi: "ग्राहक पैसे वापस माँगे तो: {}" },
        { en: "A customer asks for a refund", hi: "ग्राहक पैसे वापस माँगता है" },
      ),
      afterYes: "payments.take",
    },
    {
      id: "kpi.baseline",
      kind: "number",
      ask: {
        en: "What percentage of conversations reach the first objective today?",
        hi: "आज कितने प्रतिशत बातचीत में पहला उद्देश्य पूरा होता है?",
      },
      becomes: { type: "figure" },
    },
    {
      id: "kpi.target",
      kind: "number",
      ask: { en: "What percentage should reach it with the agent?", hi: "एजेंट के साथ कितने प्रतिशत में पूरा होना चाहिए?" },
      becomes: { type: "measure" },
    },
    {
      id: "limits.never",
      kind: "text",
      ask: { en: "What must the agent never do?", hi: "एजेंट को क्या कभी नहीं करना है?" },
      becomes: { type: "non-goal" },
    },
  ],
  [
    {
      id: "edge.unknown",
      kind: "text",
      ask: { en: "What does the agent say when it does not know the answer?", hi: "जवाब न पता हो तो एजेंट क्या कहे?" },
      becomes: requirement(
        "edge_case",
        { en: "When it does not know the answer: {}", hi: "जवाब न पता हो तो: {}" },
        { en: "A customer asks what the agent cannot know", hi: "ग्राहक ऐसा पूछता है जो एजेंट नहीं जान सकता" },
      ),
    },
    {
      id: "edge.angry",
      kind: "text",
      ask: { en: "How does the agent treat an angry customer?", hi: "नाराज़ ग्राहक के साथ एजेंट कैसा व्यवहार करे?" },
      becomes: requirement(
        "edge_case",
        { en: "With an angry customer: {}", hi: "नाराज़ ग्राहक के साथ: {}" },
        { en: "A customer complains angrily", hi: "ग्राहक नाराज़ होकर शिकायत करता है" },
      ),
    },
    {
      id: "edge.outage",
      kind: "text",
      ask: {
        en: "What does the agent do while one of your systems does not answer?",
        hi: "आपका कोई सिस्टम काम न करे तो एजेंट क्या करे?",
      },
      becomes: requirement(
        "edge_case",
        { en: "While a system does not answer: {}", hi: "जब कोई सिस्टम काम न करे: {}" },
        { en: "A system that the agent needs is down", hi: "एजेंट का ज़रूरी सिस्टम बंद है" },
      ),
    },
  ],
];

const byId = new Map(questionBatches.flat().map((question) => [question.id, question]));

export function questionOf(id: string): InterviewQuestion | undefined {
  return byId.get(id);
}

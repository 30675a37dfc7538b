/** In one language: the question, what the document then says (`{}` is the answer), and when that matters. */
type Said = readonly [ask: string, statement?: string, situation?: string];

/** The form of a question's answer and what becomes of it, where it is not a text and a requirement. */
interface Special {
  readonly kind?: "yes-no" | "languages" | "hours" | "number" | "count" | "steps";
  readonly becomes?:
    | "objectives"
    | "persona"
    | "non-goal"
    | "integration"
    | "data"
    | "escalation"
    | "measure"
    | "figure"
    | "flow";
  readonly priority?: "should";
  /** Asked only after a yes to this question. */
  readonly afterYes?: string;
}

/** What an interview asks, in this order. The part of an id before the dot is the aspect of its requirement. */
export const questionRows: readonly (readonly [id: string, special: Special, en: Said, hi: Said])[] = [
  [
    "objectives.goals",
    { becomes: "objectives" },
    ["What should the agent achieve? Write one objective a line."],
    ["एजेंट को क्या हासिल करना है? हर पंक्ति में एक उद्देश्य लिखें।"],
  ],
  ["interaction.users", { becomes: "persona" }, ["Who will talk to the agent?"], ["एजेंट से कौन बात करेगा?"]],
  [
    "interaction.channels",
    {},
    [
      "On which channels do they reach it?",
      "The agent is reached on: {}",
      "A customer writes “Hello” on one of these channels",
    ],
    ["वे किन चैनलों से एजेंट तक पहुँचेंगे?", "एजेंट इन चैनलों पर मिलता है: {}", "ग्राहक इनमें से किसी चैनल पर लिखता है: “नमस्ते”"],
  ],
  [
    "languages.spoken",
    { kind: "languages" },
    [
      "Which languages does the agent speak?",
      "The agent speaks: {}",
      "A customer writes “Hello” in one of these languages",
    ],
    ["एजेंट कौन-सी भाषाएँ बोलेगा?", "एजेंट ये भाषाएँ बोलता है: {}", "ग्राहक इनमें से किसी भाषा में लिखता है: “नमस्ते”"],
  ],
  [
    "hours.open",
    { kind: "hours" },
    [
      "At which times does the agent answer?",
      "The agent answers at these times: {}",
      "A customer writes “Are you there?” within these times",
    ],
    ["एजेंट किस समय जवाब देता है?", "एजेंट इस समय जवाब देता है: {}", "ग्राहक इस समय में लिखता है: “क्या आप हैं?”"],
  ],
  [
    "flow.steps",
    { kind: "steps", becomes: "flow" },
    ["Which steps lead a customer to the first objective? Write one step a line."],
    ["कौन-से कदम ग्राहक को पहले उद्देश्य तक ले जाते हैं? हर पंक्ति में एक कदम लिखें।"],
  ],
  [
    "interaction.first",
    { kind: "yes-no" },
    [
      "May the agent write to a customer first?",
      "The agent writes to customers first: {}",
      "A customer has not written for some days",
    ],
    ["क्या एजेंट ग्राहक को पहले लिख सकता है?", "एजेंट ग्राहकों को पहले लिखता है: {}", "ग्राहक ने कुछ दिनों से नहीं लिखा है"],
  ],
  [
    "content.topics",
    {},
    [
      "Which questions do customers ask most?",
      "The agent answers questions about: {}",
      "A customer asks “What do you offer?”",
    ],
    ["ग्राहक सबसे ज़्यादा कौन-से सवाल पूछते हैं?", "एजेंट इन विषयों पर सवालों के जवाब देता है: {}", "ग्राहक पूछता है: “आप क्या देते हैं?”"],
  ],
  [
    "content.sources",
    {},
    [
      "Where do the correct answers stand?",
      "The agent answers only from: {}",
      "A customer asks “What is the weather tomorrow?”",
    ],
    ["सही जवाब कहाँ लिखे हैं?", "एजेंट केवल यहाँ से जवाब देता है: {}", "ग्राहक पूछता है: “कल मौसम कैसा रहेगा?”"],
  ],
  [
    "style.tone",
    { priority: "should" },
    ["How should the agent sound?", "The agent sounds: {}", "A customer writes “Good morning”"],
    ["एजेंट का लहजा कैसा हो?", "एजेंट का लहजा: {}", "ग्राहक लिखता है: “सुप्रभात”"],
  ],
  [
    "style.name",
    { priority: "should" },
    [
      "By which name does the agent introduce itself?",
      "The agent introduces itself as: {}",
      "A customer asks “What is your name?”",
    ],
    ["एजेंट अपना परिचय किस नाम से दे?", "एजेंट अपना नाम बताता है: {}", "ग्राहक पूछता है: “आपका नाम क्या है?”"],
  ],
  [
    "style.length",
    { priority: "should" },
    ["How long may a reply be?", "The length of a reply: {}", "A customer asks for all details at once"],
    ["एक जवाब कितना लंबा हो सकता है?", "जवाब की लंबाई: {}", "ग्राहक सारी जानकारी एक साथ माँगता है"],
  ],
  ["escalation.when", { becomes: "escalation" }, ["When does a person take over?"], ["कोई व्यक्ति कब बातचीत सँभालता है?"]],
  [
    "escalation.to",
    {},
    ["To whom does the agent hand over?", "The agent hands over to: {}", "A customer asks for a person"],
    ["एजेंट बातचीत किसे सौंपता है?", "एजेंट इन्हें सौंपता है: {}", "ग्राहक किसी व्यक्ति से बात करना चाहता है"],
  ],
  [
    "escalation.within",
    { kind: "count", becomes: "figure" },
    ["Within how many minutes does that person answer?"],
    ["वह व्यक्ति कितने मिनट में जवाब देता है?"],
  ],
  [
    "escalation.closed",
    {},
    [
      "What happens when nobody is there to take over?",
      "When nobody can take over: {}",
      "A customer asks for a person and nobody is there",
    ],
    ["जब सँभालने वाला कोई न हो, तब क्या होता है?", "जब कोई सँभाल न सके: {}", "ग्राहक व्यक्ति माँगता है पर कोई नहीं है"],
  ],
  [
    "consent.personal",
    { kind: "yes-no", becomes: "data" },
    ["May the agent ask customers for personal data?"],
    ["क्या एजेंट ग्राहकों से निजी जानकारी माँग सकता है?"],
  ],
  [
    "consent.days",
    { kind: "count", becomes: "figure", afterYes: "consent.personal" },
    ["After how many days is that data deleted?"],
    ["वह जानकारी कितने दिनों बाद मिटाई जाती है?"],
  ],
  [
    "consent.marketing",
    { kind: "yes-no" },
    [
      "Will the agent send marketing messages?",
      "Marketing messages, only after consent: {}",
      "A customer has not agreed to marketing",
    ],
    ["क्या एजेंट प्रचार संदेश भेजेगा?", "प्रचार संदेश, केवल सहमति के बाद: {}", "ग्राहक ने प्रचार के लिए सहमति नहीं दी है"],
  ],
  [
    "payments.take",
    { kind: "yes-no" },
    ["Does the agent take payments?", "The agent takes payments: {}", "A customer says “I want to pay”"],
    ["क्या एजेंट भुगतान लेता है?", "एजेंट भुगतान लेता है: {}", "ग्राहक कहता है: “मुझे भुगतान करना है”"],
  ],
  [
    "payments.refunds",
    { afterYes: "payments.take" },
    [
      "What does the agent do when a customer wants money back?",
      "When a customer wants money back: {}",
      "A customer says “I want my money back”",
    ],
    ["ग्राहक पैसे वापस माँगे तो एजेंट क्या करे?", "ग्राहक पैसे वापस माँगे तो: {}", "ग्राहक कहता है: “मेरे पैसे वापस करें”"],
  ],
  [
    "payments.failed",
    { afterYes: "payments.take" },
    ["What does the agent do when a payment fails?", "When a payment fails: {}", "A customer's payment is declined"],
    ["भुगतान न हो पाए तो एजेंट क्या करे?", "भुगतान न हो पाए तो: {}", "ग्राहक का भुगतान अस्वीकार होता है"],
  ],
  [
    "integrations.systems",
    { becomes: "integration" },
    ["Which of your systems must the agent work with?"],
    ["एजेंट को आपके किन सिस्टमों के साथ काम करना है?"],
  ],
  [
    "kpi.baseline",
    { kind: "number", becomes: "figure" },
    ["What percentage of conversations reach the first objective today?"],
    ["आज कितने प्रतिशत बातचीत में पहला उद्देश्य पूरा होता है?"],
  ],
  [
    "kpi.target",
    { kind: "number", becomes: "measure" },
    ["What percentage should reach it with the agent?"],
    ["एजेंट के साथ कितने प्रतिशत में पूरा होना चाहिए?"],
  ],
  ["limits.never", { becomes: "non-goal" }, ["What must the agent never do?"], ["एजेंट को क्या कभी नहीं करना है?"]],
  [
    "edge.unknown",
    {},
    [
      "What does the agent say when it does not know the answer?",
      "When it does not know the answer: {}",
      "A customer asks “Who won the match yesterday?”",
    ],
    ["जवाब न पता हो तो एजेंट क्या कहे?", "जवाब न पता हो तो: {}", "ग्राहक पूछता है: “कल का मैच कौन जीता?”"],
  ],
  [
    "edge.angry",
    {},
    [
      "How does the agent treat an angry customer?",
      "With an angry customer: {}",
      "A customer writes “Nobody has called me back, and I am angry”",
    ],
    [
      "नाराज़ ग्राहक के साथ एजेंट कैसा व्यवहार करे?",
      "नाराज़ ग्राहक के साथ: {}",
      "ग्राहक लिखता है: “किसी ने फ़ोन नहीं किया, मैं नाराज़ हूँ”",
    ],
  ],
  [
    "edge.outage",
    {},
    [
      "What does the agent do while one of your systems does not answer?",
      "While a system does not answer: {}",
      "A system that the agent needs is down",
    ],
    ["आपका कोई सिस्टम काम न करे तो एजेंट क्या करे?", "जब कोई सिस्टम काम न करे: {}", "एजेंट का ज़रूरी सिस्टम बंद है"],
  ],
  [
    "edge.language",
    {},
    [
      "What does the agent do when a customer writes in a language that it does not speak?",
      "In a language that it does not speak: {}",
      "A customer writes in another language",
    ],
    [
      "ग्राहक ऐसी भाषा में लिखे जो एजेंट नहीं बोलता, तो एजेंट क्या करे?",
      "जो भाषा एजेंट नहीं बोलता, उसमें: {}",
      "ग्राहक किसी दूसरी भाषा में लिखता है",
    ],
  ],
  [
    "edge.silent",
    {},
    [
      "What does the agent do when a customer stops answering?",
      "When a customer stops answering: {}",
      "A customer stops answering in the middle of a flow",
    ],
    ["ग्राहक जवाब देना बंद कर दे तो एजेंट क्या करे?", "ग्राहक जवाब देना बंद कर दे तो: {}", "ग्राहक बीच में चुप हो जाता है"],
  ],
];

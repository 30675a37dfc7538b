import type { llm, voice } from "@livekit/agents";

type Detection = NonNullable<NonNullable<voice.AgentSessionOptions["turnHandling"]>["turnDetection"]>;
export type TurnDetector = Extract<Detection, { readonly model: string; predictEndOfTurn: unknown }>;

/** Words after which people go on: conjunctions, prepositions, hesitations, in the languages of calls. */
const goesOn = new Set(
  `and or but because so if then that the a an to of for with from in at on about my your is are um uh er hmm like
  और या लेकिन मगर क्योंकि तो अगर कि का की के को से में पर लिए मेरा मेरी मेरे उम् aur ya lekin kyunki toh agar ki ka ke ko se mein
  এবং বা কিন্তু কারণ যদি যে আমার জন্য থেকে আর
  మరియు లేదా కానీ ఎందుకంటే అయితే నా కోసం నుండి
  आणि किंवा पण कारण जर की माझा माझी साठी पासून
  மற்றும் அல்லது ஆனால் ஏனெனில் என் க்காக இருந்து
  અને અથવા પણ કારણ જો કે મારા મારી માટે થી
  اور یا لیکن کیونکہ اگر کہ کا کی کے کو سے میں پر میرا میری`.split(/\s+/),
);

/** How sure it is that a text ends a turn, 0–1. */
export function likelyEnd(text: string): number {
  const said = text.trim().toLowerCase();
  if (/[,،、\-–—…]$/u.test(said)) return 0.1;
  const last = said.match(/[\p{L}\p{M}]+[^\p{L}\p{M}]*$/u)?.[0].replace(/[^\p{L}\p{M}]+/gu, "") ?? "";
  return goesOn.has(last) ? 0.1 : 0.9;
}

/** Finds the end of a turn by the caller's last word, with no model: it costs no time. */
export const wordsTurnDetector: TurnDetector = {
  model: "last-word",
  provider: "agent-platform",
  unlikelyThreshold: async () => 0.5,
  supportsLanguage: async () => true,
  async predictEndOfTurn(context: llm.ChatContext) {
    const newest = context.items.findLast((item) => item.type === "message" && item.role === "user");
    return newest?.type === "message" ? likelyEnd(newest.textContent ?? "") : 1;
  },
};

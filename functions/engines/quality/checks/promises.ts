/** "I have booked", "your refund has been issued", "मैंने बुक कर दिया है": something is said to be done. */
const done = [
  /\b(?:i|we)(?:['’]ve| have)?(?: just| already| now)? (?:booked|scheduled|rescheduled|cancelled|canceled|refunded|ordered|reserved|updated|changed|registered|sent|forwarded|transferred|created|placed|issued|raised)\b/giu,
  /\b(?:has|have) (?:now |just |already )?been (?:booked|scheduled|rescheduled|cancelled|canceled|refunded|ordered|reserved|updated|changed|registered|sent|forwarded|transferred|created|placed|issued|raised)\b/giu,
  /\b(?:is|are) (?:now |all )?(?:booked|scheduled|cancelled|canceled|refunded|reserved|confirmed)\b/giu,
  /(?:बुक|रद्द|कैंसिल|ऑर्डर|अपडेट|शेड्यूल|रिफंड|रजिस्टर) (?:कर दिया|कर दी|कर दिए|हो गया|हो गई|हो चुका|हो चुकी)/gu,
  /\b(?:book|cancel|order|update|schedule|refund|register|confirm) (?:kar diya|kar di|kar diye|ho gaya|ho gayi|ho chuka)\b/giu,
];

const asked = /[?？؟]\s*$/u;
const conditional = /\b(?:if|once|when|after|until|unless|agar|jab)\b|अगर|जब/iu;

/** The sentences of a reply that say that something was done. Questions and conditions say nothing. */
export function promisesIn(sentences: readonly string[]): readonly string[] {
  return sentences.filter(
    (sentence) =>
      !asked.test(sentence) && !conditional.test(sentence) && done.some((pattern) => sentence.search(pattern) >= 0),
  );
}

/** The zero of each supported script's digits: Devanagari, Bengali, Gujarati, Tamil, Telugu, Arabic, Persian. */
const zeros = [0x0966, 0x09e6, 0x0ae6, 0x0be6, 0x0c66, 0x0660, 0x06f0];
const scriptDigit = /[\u0966-\u096f\u09e6-\u09ef\u0ae6-\u0aef\u0be6-\u0bef\u0c66-\u0c6f\u0660-\u0669\u06f0-\u06f9]/g;

/** Replaces the digits of every supported script with 0 to 9. */
export function asciiDigits(text: string): string {
  return text.replace(scriptDigit, (digit) => {
    const code = digit.charCodeAt(0);
    const zero = zeros.find((start) => code >= start && code < start + 10);
    return zero === undefined ? digit : String(code - zero);
  });
}

/** Bounded, because a search begins anew at every digit: without a bound a long run of them takes quadratic time. */
const number = String.raw`\d[\d,]{0,24}(?:\.\d{1,2})?`;
const scale = String.raw`(?:\s?(?<scale>k|thousand|hazaar|hazar|हज़ार|हजार|lakhs?|lacs?|लाख|crores?|करोड़))?(?![a-z])`;
const before = String.raw`(?:₹|\$|€|£|\brs\b\.?|\binr\b|\busd\b|\beur\b|\bgbp\b|रु\.?|रुपये|रू\.?|টাকা|৳|ரூ\.?|રૂ\.?|రూ\.?)`;
const after = String.raw`(?:/-|₹|\brs\b|\binr\b|\brupees?\b|\brupa?ye\b|\brupay\b|\busd\b|\bdollars?\b|\beuros?\b|रुपये|रुपए|रुपया|रु|টাকা|రూపాయ|రూ|ரூபாய்|ரூ|રૂપિયા|રૂ|روپے|روپیہ)`;

const amount = new RegExp(
  `${before}\\s{0,2}(?<led>${number})${scale}|(?<trailed>${number})${scale.replace("<scale>", "<scaleAfter>")}\\s{0,2}${after}`,
  "gi",
);
const percentage =
  /(\d{1,12}(?:\.\d{1,12})?)\s{0,2}(?:%|\bper ?cent\b|\bpercent\b|प्रतिशत|टक्के|শতাংশ|శాతం|சதவீத|ટકા|فیصد)/gi;

/** Amounts of money in a text, in major units: `₹2,999`, `Rs. 2999`, `INR 2999`, `2999/-`, `३ हज़ार रुपये`. */
export function amountsIn(text: string): number[] {
  return [...asciiDigits(text).matchAll(amount)].map(({ groups = {} }) => {
    const digits = groups.led ?? groups.trailed ?? "";
    return numberOf(digits) * scaleOf(groups.scale ?? groups.scaleAfter);
  });
}

export function percentagesIn(text: string): number[] {
  return [...asciiDigits(text).matchAll(percentage)].map(([, digits = ""]) => Number(digits));
}

/** Every number in a text, without the commas of Indian or Western grouping. */
export function numbersIn(text: string): number[] {
  return (asciiDigits(text).match(/\d[\d,]*(?:\.\d+)?/g) ?? []).map(numberOf);
}

function numberOf(digits: string): number {
  return Number(digits.replaceAll(",", ""));
}

function scaleOf(word: string | undefined): number {
  if (word === undefined) return 1;
  if (/^(?:k|thousand|haz|हज)/i.test(word)) return 1_000;
  return /^(?:la|लाख)/i.test(word) ? 100_000 : 10_000_000;
}

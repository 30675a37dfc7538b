const kinds = [
  ["bookings", /book|appointment|reserv|slot|बुक|अपॉइंटमेंट/iu],
  ["payments", /payment|pay |collect|भुगतान|वसूल/iu],
  ["sales", /sell|sale|order|upsell|बिक्री|बेच|ऑर्डर/iu],
  ["leads", /lead|prospect|enquir|inquir|लीड|पूछताछ/iu],
  ["reminders", /remind|follow.?up|याद दिला|फॉलो/iu],
  ["feedback", /feedback|review|survey|प्रतिक्रिया|राय/iu],
  ["support", /support|answer|help|question|status|report|सवाल|जवाब|मदद|सहायता|रिपोर्ट/iu],
] as const;

const longestGoal = 1_000;
const mostGoals = 10;

/** The objectives of an answer: its lines, or what semicolons part. */
export function goalsIn(answer: string): readonly string[] {
  return answer
    .split(/[\n;]|(?<=[.!।])\s+/u)
    .map((line) => line.replace(/^\s*(?:[-•*]|\d+[.)])\s*/u, "").trim())
    .filter((line) => /[\p{L}\p{N}]/u.test(line))
    .slice(0, mostGoals)
    .map((line) => line.slice(0, longestGoal));
}

/** The steps of an answer: its lines, or what arrows part. */
export function stepsIn(answer: string): readonly string[] {
  return goalsIn(answer.replace(/\s*(?:→|[-=]>)\s*/g, "\n"));
}

export function goalKind(goal: string): (typeof kinds)[number][0] | "other" {
  return kinds.find(([, words]) => words.test(goal))?.[0] ?? "other";
}

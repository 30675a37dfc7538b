import { reviewsIn } from "./reviews.ts";
import { themeWords } from "./theme-words.ts";
import { findThemes } from "./themes.ts";

/** Sentences as reviewers write them, with the themes that a person sees in them. Two are known misses. */
const labelled: readonly (readonly [text: string, themes: readonly string[]])[] = [
  ["Tried calling the number many times, nobody responds.", ["Phone not answered"]],
  ["They don't pick up calls after 5 pm.", ["Phone not answered"]],
  ["Phone lines are always engaged.", ["Phone not answered"]],
  ["Impossible to reach them by phone", ["Phone not answered"]],
  ["कॉल करने पर कोई जवाब नहीं देता।", ["Phone not answered"]],
  ["Koi phone nahi uthata.", ["Phone not answered"]],
  ["फोन नंबर हमेशा बंद रहता है", ["Phone not answered"]],
  ["They never replied to my WhatsApp message.", ["Messages not answered"]],
  ["I sent three emails and got no reply.", ["Messages not answered"]],
  ["व्हाट्सएप पर कोई जवाब नहीं मिला।", ["Messages not answered"]],
  ["Had to wait for 2 hours in the queue", ["Waiting time"]],
  ["Bahut intezaar karna pada", ["Waiting time"]],
  ["घंटों लाइन में खड़ा रहना पड़ा।", ["Waiting time"]],
  ["Very quick service, no wait.", []],
  ["Getting an appointment is a nightmare.", ["Booking"]],
  ["Easy online booking, loved it.", ["Booking"]],
  ["My report came two days late.", ["Late or missing results"]],
  ["Still haven't received my reports.", ["Late or missing results"]],
  ["रिपोर्ट समय पर नहीं आई।", ["Late or missing results"]],
  ["Order arrived late.", ["Late or missing results"]],
  ["Too expensive for what they offer", ["Prices"]],
  ["Reasonable prices.", ["Prices"]],
  ["बहुत महँगा है।", ["Prices"]],
  ["They charged me extra without telling me.", ["Prices"]],
  ["No refund even after a month.", ["Refunds and payment"]],
  ["Shop was closed at 3 pm although Google says open.", ["Opening hours"]],
  ["Receptionist was rude.", ["Staff"]],
  ["स्टाफ का व्यवहार अच्छा नहीं है।", ["Staff"]],
  ["The place is spotless and clean.", ["Cleanliness"]],
  ["बहुत गंदगी थी।", ["Cleanliness"]],
  ["Home sample collection was on time.", ["Home service"]],
  ["Wrong report given twice!", ["Quality"]],
  ["Great food and lovely ambience", []],
  ["Call them before you go, they answer quickly.", []],
  ["The answer to my prayers, number one in town", []],
  ["I will not call any other lab, they always answer.", []],
  ["My number was not called for an hour", ["Waiting time"]],
  ["Never had an issue, staff responds on call.", ["Staff"]],
  ["The phone works fine now after repair", []],
  ["They don't charge for phone support", []],
  ["I don't have their phone number but they answered my question", []],
];

function themesOf(text: string): readonly string[] {
  const reviews = [{ span: { start: 0, end: text.length }, rating: null, at: null, language: null }];
  const read = reviewsIn([{ id: "p", source: "reviews", title: "", text, reviews, competitors: [] }]);
  return findThemes(read).map(({ words }) => words.name);
}

it("finds at least nine in ten of the themes, and nine in ten of what it finds are there", () => {
  let [found, missed, wrong] = [0, 0, 0];
  for (const [text, themes] of labelled) {
    const got = themesOf(text);
    const right = got.filter((name) => themes.includes(name)).length;
    found += right;
    missed += themes.length - right;
    wrong += got.length - right;
  }
  expect(found / (found + missed)).toBeGreaterThanOrEqual(0.9);
  expect(found / (found + wrong)).toBeGreaterThanOrEqual(0.9);
});

it("knows each theme once, and what to say of a complaint", () => {
  expect(new Set(themeWords.map(({ name }) => name)).size).toBe(themeWords.length);
  expect(themeWords.filter(({ complaint }) => /[.]$|^$/.test(complaint))).toEqual([]);
});

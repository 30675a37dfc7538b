import { isTextLayerSound } from "./text-layer.ts";

const hindi =
  "हमारी दुकान सोमवार से शनिवार तक सुबह नौ बजे से शाम सात बजे तक खुली रहती है। कृपया रसीद साथ लाएँ, क्योंकि उसके बिना वापसी नहीं होती।";

it.each([
  ["English", "Returns are free for thirty days, and the courier collects the parcel."],
  ["Hindi", hindi],
  ["Tamil", "எங்கள் கடை திங்கள் முதல் சனி வரை காலை ஒன்பது மணி முதல் திறந்திருக்கும்."],
  ["an empty page", ""],
  ["a page number", "17"],
])("takes %s as sound", (_, text) => {
  expect(isTextLayerSound(text)).toBe(true);
});

it.each([
  ["control characters", "Retu\u0003ns a\u0004e f\u0005ee fo\u0006 thi\u0007ty days, and the cou\u0008ier"],
  ["replacement characters", hindi.replaceAll("र", "\ufffd")],
  ["private characters", "\ue001\ue002\ue003\ue004\ue005 days \ue006\ue007"],
  ["marks without their letters", hindi.replace(/(?<=\s)./g, "")],
  ["marks that were moved before their letters", hindi.replace(/([\u0915-\u0939])([\u093e-\u094c])/g, "$2$1")],
])("recognises %s", (_, text) => {
  expect(isTextLayerSound(text)).toBe(false);
});

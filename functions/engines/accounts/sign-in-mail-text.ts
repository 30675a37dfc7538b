import type { consoleLanguages } from "../../../shared/events/index.ts";

export interface SignInMail {
  readonly email: string;
  readonly name: string;
  readonly link: string;
  readonly minutes: number;
  readonly language: (typeof consoleLanguages)[number];
}

type Words = Pick<SignInMail, "name" | "link" | "minutes">;

/** The mail in each language of the console. The link stands alone in its line, so that programs find its end. */
export const signInMailTexts: Readonly<
  Record<SignInMail["language"], { readonly subject: string; text(words: Words): readonly string[] }>
> = {
  en: {
    subject: "Your link to sign in",
    text: ({ name, link, minutes }) => [
      `Hello ${name},`,
      "",
      `this link signs you in to the console once, within ${minutes} minutes:`,
      "",
      link,
      "",
      "If you did not ask for it, do nothing. Nobody is signed in without the link.",
    ],
  },
  hi: {
    subject: "साइन इन करने का आपका लिंक",
    text: ({ name, link, minutes }) => [
      `नमस्ते ${name},`,
      "",
      `इस लिंक से आप ${minutes} मिनट के भीतर एक बार कंसोल में साइन इन कर सकते हैं:`,
      "",
      link,
      "",
      "अगर आपने इसे नहीं माँगा है, तो कुछ न करें। इस लिंक के बिना कोई साइन इन नहीं कर सकता।",
    ],
  },
  ur: {
    subject: "سائن ان کرنے کا آپ کا لنک",
    text: ({ name, link, minutes }) => [
      `السلام علیکم \u2068${name}\u2069،`,
      "",
      `اس لنک سے آپ ${minutes} منٹ کے اندر ایک بار کنسول میں سائن ان کر سکتے ہیں:`,
      "",
      link,
      "",
      "اگر آپ نے یہ نہیں مانگا تو کچھ نہ کریں۔ اس لنک کے بغیر کوئی سائن ان نہیں کر سکتا۔",
    ],
  },
};

import { previewText } from "../../../../../shared/agent/calls/asked-call.ts";
import { inLanguage } from "../../../../../shared/agent/language/in-language.ts";
import type { ApprovalRequest } from "../../../../../shared/events/index.ts";

type Outcome = "done" | "refused" | "failed" | "unknown" | "declined" | "expired";

const english: Readonly<Record<Outcome, string>> = {
  done: "It is approved and done:",
  refused: "It was approved, but it is not possible any more:",
  failed: "It was approved, but it could not be done. We are looking into it:",
  unknown: "It was approved. We are checking whether it went through:",
  declined: "We cannot do this, a colleague has decided:",
  expired: "Nobody could decide about this in time, so it was not done. Write to us if you still want it:",
};

const byLanguage: Readonly<Record<string, Readonly<Record<Outcome, string>>>> = {
  hi: {
    done: "मंज़ूरी मिल गई और यह हो गया:",
    refused: "मंज़ूरी मिल गई थी, लेकिन अब यह संभव नहीं है:",
    failed: "मंज़ूरी मिल गई थी, लेकिन यह नहीं हो सका। हम देख रहे हैं:",
    unknown: "मंज़ूरी मिल गई थी। हम जाँच रहे हैं कि यह हुआ या नहीं:",
    declined: "एक सहकर्मी ने तय किया है कि हम यह नहीं कर सकते:",
    expired: "इस पर समय रहते फ़ैसला नहीं हो सका, इसलिए यह नहीं किया गया। अगर आप अब भी चाहते हैं तो हमें लिखें:",
  },
  "hi-Latn": {
    done: "Manzoori mil gayi aur yeh ho gaya:",
    refused: "Manzoori mil gayi thi, lekin ab yeh mumkin nahi hai:",
    failed: "Manzoori mil gayi thi, lekin yeh nahi ho saka. Hum dekh rahe hain:",
    unknown: "Manzoori mil gayi thi. Hum check kar rahe hain ki yeh hua ya nahi:",
    declined: "Ek colleague ne tay kiya hai ki hum yeh nahi kar sakte:",
    expired:
      "Is par samay par faisla nahi ho saka, isliye yeh nahi kiya gaya. Agar aap ab bhi chahte hain to humein likhein:",
  },
  bn: {
    done: "অনুমোদন হয়েছে এবং কাজটি করা হয়েছে:",
    refused: "অনুমোদন হয়েছিল, কিন্তু এখন আর সম্ভব নয়:",
    failed: "অনুমোদন হয়েছিল, কিন্তু করা যায়নি। আমরা দেখছি:",
    unknown: "অনুমোদন হয়েছিল। এটি হয়েছে কি না আমরা দেখছি:",
    declined: "একজন সহকর্মী সিদ্ধান্ত নিয়েছেন যে আমরা এটি করতে পারব না:",
    expired: "সময়মতো সিদ্ধান্ত হয়নি, তাই এটি করা হয়নি। এখনও চাইলে আমাদের লিখুন:",
  },
  te: {
    done: "ఆమోదం వచ్చింది, ఇది పూర్తయింది:",
    refused: "ఆమోదం వచ్చింది, కానీ ఇప్పుడు ఇది సాధ్యం కాదు:",
    failed: "ఆమోదం వచ్చింది, కానీ చేయలేకపోయాము. మేము చూస్తున్నాము:",
    unknown: "ఆమోదం వచ్చింది. ఇది జరిగిందో లేదో చూస్తున్నాము:",
    declined: "మేము ఇది చేయలేమని ఒక సహోద్యోగి నిర్ణయించారు:",
    expired: "సమయానికి నిర్ణయం కాలేదు, అందువల్ల ఇది చేయలేదు. ఇంకా కావాలంటే మాకు రాయండి:",
  },
  mr: {
    done: "मंजुरी मिळाली आणि हे झाले:",
    refused: "मंजुरी मिळाली होती, पण आता हे शक्य नाही:",
    failed: "मंजुरी मिळाली होती, पण हे होऊ शकले नाही. आम्ही पाहत आहोत:",
    unknown: "मंजुरी मिळाली होती. हे झाले की नाही ते आम्ही तपासत आहोत:",
    declined: "आम्ही हे करू शकत नाही असे एका सहकाऱ्याने ठरवले आहे:",
    expired: "यावर वेळेत निर्णय झाला नाही, म्हणून हे केले नाही. अजूनही हवे असल्यास आम्हाला लिहा:",
  },
  ta: {
    done: "ஒப்புதல் கிடைத்தது, இது முடிந்தது:",
    refused: "ஒப்புதல் கிடைத்தது, ஆனால் இப்போது இது சாத்தியமில்லை:",
    failed: "ஒப்புதல் கிடைத்தது, ஆனால் செய்ய முடியவில்லை. நாங்கள் பார்க்கிறோம்:",
    unknown: "ஒப்புதல் கிடைத்தது. இது நடந்ததா என்று பார்க்கிறோம்:",
    declined: "இதைச் செய்ய முடியாது என்று ஒரு சக ஊழியர் முடிவு செய்துள்ளார்:",
    expired: "சரியான நேரத்தில் முடிவு எடுக்கப்படவில்லை, எனவே செய்யப்படவில்லை. இன்னும் வேண்டுமென்றால் எழுதுங்கள்:",
  },
  gu: {
    done: "મંજૂરી મળી અને આ થઈ ગયું:",
    refused: "મંજૂરી મળી હતી, પણ હવે આ શક્ય નથી:",
    failed: "મંજૂરી મળી હતી, પણ આ થઈ શક્યું નહીં. અમે જોઈ રહ્યા છીએ:",
    unknown: "મંજૂરી મળી હતી. આ થયું કે નહીં તે અમે તપાસીએ છીએ:",
    declined: "અમે આ કરી શકતા નથી એમ એક સહકર્મીએ નક્કી કર્યું છે:",
    expired: "સમયસર નિર્ણય થયો નહીં, તેથી આ કરાયું નથી. હજુ જોઈતું હોય તો અમને લખો:",
  },
  ur: {
    done: "منظوری مل گئی اور یہ ہو گیا:",
    refused: "منظوری مل گئی تھی، لیکن اب یہ ممکن نہیں:",
    failed: "منظوری مل گئی تھی، لیکن یہ نہیں ہو سکا۔ ہم دیکھ رہے ہیں:",
    unknown: "منظوری مل گئی تھی۔ ہم دیکھ رہے ہیں کہ یہ ہوا یا نہیں:",
    declined: "ایک ساتھی نے فیصلہ کیا ہے کہ ہم یہ نہیں کر سکتے:",
    expired: "اس پر وقت پر فیصلہ نہیں ہو سکا، اس لیے یہ نہیں کیا گیا۔ اگر آپ اب بھی چاہتے ہیں تو ہمیں لکھیں:",
  },
};

/** What the customer reads when a request was decided. */
export function approvalText(
  outcome: Outcome,
  { preview, language }: Pick<ApprovalRequest, "preview" | "language">,
): string {
  return `${inLanguage(byLanguage, language, english)[outcome]}\n${previewText(preview)}`;
}

/** Told to customers whose voice note was not understood. */
const phrases: Readonly<Record<string, string>> = {
  en: "Sorry, I could not understand your voice note. Please write it as a message.",
  hi: "माफ़ कीजिए, आपका वॉइस नोट समझ में नहीं आया। कृपया अपनी बात लिखकर भेजें।",
  "hi-Latn": "Maaf kijiye, aapka voice note samajh mein nahi aaya. Kripya apni baat likhkar bhejein.",
  bn: "দুঃখিত, আপনার ভয়েস নোট বুঝতে পারিনি। অনুগ্রহ করে লিখে পাঠান।",
  te: "క్షమించండి, మీ వాయిస్ నోట్ అర్థం కాలేదు. దయచేసి రాసి పంపండి.",
  mr: "माफ करा, तुमची व्हॉइस नोट समजली नाही. कृपया लिहून पाठवा.",
  ta: "மன்னிக்கவும், உங்கள் குரல் பதிவு புரியவில்லை. தயவுசெய்து எழுதி அனுப்புங்கள்.",
  gu: "માફ કરશો, તમારી વૉઇસ નોટ સમજાઈ નહીં. કૃપા કરીને લખીને મોકલો.",
  ur: "معذرت، آپ کا وائس نوٹ سمجھ میں نہیں آیا۔ براہ کرم لکھ کر بھیجیں۔",
};
const english = "Sorry, I could not understand your voice note. Please write it as a message.";

export function pleaseWrite(language: string): string {
  return phrases[language] ?? english;
}

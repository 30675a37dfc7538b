/** Patterns in customers' messages that offer triggers and product conditions refer to. Gaps are bounded. */
export const offerTopics: readonly { readonly flag: string; readonly patterns: readonly RegExp[] }[] = [
  {
    flag: "test_completion",
    patterns: [
      /\b(?:test|tests|sample|check ?up|scan)\b.{0,25}\b(?:done|over|completed|finished|taken|given|ho gay[aie])\b/,
      /\b(?:got|received|have|mil gay[aie]) (?:my |the )?(?:reports?|results?)\b|\b(?:reports?|results?) (?:mil|aa) gay[aie]\b/,
      /(?:टेस्ट|जांच|सैंपल).{0,25}(?:हो गया|हो गई|हो चुक)|रिपोर्ट.{0,15}(?:मिल|आ) (?:गई|गया)|(?:टेस्ट|तपासणी).{0,20}(?:झाली|झाला|झाले)|रिपोर्ट मिळाल/,
      /(?:টেস্ট|পরীক্ষা).{0,20}হয়ে গেছে|রিপোর্ট পেয়েছি|(?:టెస్ట్|పరీక్ష).{0,20}(?:అయింది|అయిపోయింది)|రిపోర్ట్ వచ్చింది/,
      /(?:டெஸ்ட்|பரிசோதனை).{0,20}முடிந்த|அறிக்கை வந்த|(?:ટેસ્ટ|તપાસ).{0,20}(?:થઈ ગ|પૂરી)|રિપોર્ટ મળી|ٹیسٹ.{0,20}ہو گیا|رپورٹ مل گئی/,
    ],
  },
  {
    flag: "successful_resolution",
    patterns: [
      /\b(?:solved|sorted|resolved|fixed|works now|working now|that worked|that helped|problem is gone)\b|\b(?:theek|thik) ho gay[aie]\b|\bho gaya,? (?:thanks|thank you|dhanyavaad|shukriya)\b/,
      /(?:समस्या|दिक्कत).{0,20}(?:हल|ठीक|दूर)|ठीक हो ग|काम कर रहा है|अडचण सुटली|ठीक झाल|সমাধান হয়ে|ঠিক হয়ে গেছে/,
      /పరిష్కారమైంది|సరిపోయింది|சரியாகிவிட்டது|தீர்ந்தது|ઉકેલાઈ|બરાબર થઈ ગ|مسئلہ حل|ٹھیک ہو گیا/,
    ],
  },
  {
    flag: "first_time_customer",
    patterns: [
      /\b(?:first time|never (?:been|tried|booked|used)|new (?:customer|patient|here)|pehli baar|pahli baar)\b/,
      /पहली बार|पहिल्यांदा|প্রথমবার|మొదటిసారి|முதல் ?முறை|પહેલી ?વાર|پہلی بار/,
    ],
  },
  {
    flag: "group_booking",
    patterns: [
      /\b(?:all|both|two|three|four|five|six|[2-9]) of us\b|\b(?:[2-9]|two|three|four|five|six) (?:people|persons|members|log|logon)\b|\b(?:whole|entire|poora|poori|pura) (?:family|parivar|group|team)\b|\b(?:group|together|sab ke liye|hum sab)\b/,
      /हम सब|हम दोनों|पूरे परिवार|[2-9] (?:लोग|लोगों|सदस्य)|आम्ही सगळे|संपूर्ण कुटुंब|আমরা সবাই|পুরো পরিবার|మేమందరం|కుటుంబం మొత్తం/,
      /நாங்கள் அனைவரும்|குடும்பம் முழுவதும்|અમે બધા|આખા પરિવાર|ہم سب|پورے خاندان/,
    ],
  },
];

/** "I am 42", "42 years old", "meri umar 42 hai". */
export const agePatterns: readonly RegExp[] = [
  /\b(?:i am|i'm|i’m|aged?|my age is|umar|umr|main)\s(?:hai\s)?(\d{2,3})(?=\s*(?:$|[.,;!]|years?\b|yrs?\b|saal\b|and\b|hai\b|ka\b|ki\b|old\b))/,
  /\b(\d{2,3})[ -]?(?:years? old|yrs? old|saal (?:ka|ki))\b/,
  /(?:मेरी उम्र|माझे वय|আমার বয়স|నా వయసు|என் வயது|મારી ઉંમર|میری عمر)\s(\d{2,3})/,
];

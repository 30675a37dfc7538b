/** Something that reviews speak of, and the part of an agent that would help. */
export interface ThemeWords {
  readonly name: string;
  /** What speaks of it, in English, Hindi, and Hindi in Latin letters. */
  readonly says: RegExp;
  /** What looks like it and is something else. */
  readonly unless?: RegExp;
  /** The words themselves complain. Otherwise the sentence's sentiment decides. */
  readonly complains?: true;
  /** How a complaint goes on after "37 of 120 reviews complain that …". */
  readonly complaint: string;
  /** What an agent would do about it. Absent where an agent cannot help. */
  readonly feature?: { readonly name: string; readonly help: string };
}

export const themeWords: readonly ThemeWords[] = [
  {
    name: "Phone not answered",
    says: /\b(?:no ?(?:body|one)|never|not|don'?t|doesn'?t|didn'?t|won'?t|without)\b[^.!?,;]{0,30}\b(?:pick(?:s|ed|ing)?(?: up)?|answer(?:s|ed|ing)?|attend(?:s|ed)?|respond(?:s|ed)?)\b[^.!?,;]{0,30}\b(?:phones?|calls?|number|line)\b|\b(?:phones?|calls?|number|line)\b[^.!?]{0,40}\b(?:not|never|no ?(?:body|one)|un|don'?t|doesn'?t|didn'?t)\s*(?:being |getting |reachable|respond(?:ed|ing)?|pick(?:s|ed|ing)?|answer(?:s|ed|ing)?|attended|works?|working)|\b(?:phone|line|number)s? (?:lines? )?(?:is |are |was |were )?(?:always |constantly |often )?(?:busy|engaged|switched off|unreachable)|\b(?:can(?:not|'?t)|could(?: not|n'?t)|impossible to|hard to|difficult to) (?:get through|reach (?:them|anyone|anybody|the)|contact)|\bunanswered calls?\b|(?:फ़ोन|फोन|कॉल)[^।.!?]{0,20}(?:नहीं|नही)[^।.!?]{0,8}(?:उठा|लग|मिल)|कॉल[^।.!?]{0,25}जवाब[^।.!?]{0,8}(?:नहीं|नही)|(?:फ़ोन|फोन|नंबर)[^।.!?]{0,15}बंद (?:रहता|है|था)|\b(?:phone|call)s? (?:koi )?(?:nahi|nahin|nhi)\b[^.!?]{0,12}\b(?:uth|lag|mil)/iu,
    complains: true,
    complaint: "nobody answers the phone",
    feature: {
      name: "voice agent",
      help: "A voice agent answers every call at once, at any hour, in the caller's language.",
    },
  },
  {
    name: "Messages not answered",
    says: /\b(?:no|never|not|didn'?t|don'?t|doesn'?t|without)\b[^.!?]{0,25}\b(?:reply|replied|replies|respond(?:ed|s)?|response|answer(?:ed)?)\b[^.!?]{0,30}\b(?:whats ?app|messages?|e-?mails?|chat|dms?|inbox|query|queries)\b|\b(?:whats ?app|messages?|e-?mails?|chat|dms?|query|queries)\b[^.!?]{0,40}\b(?:no|never|not|un)\s*(?:reply|replied|response|responded|answered|seen)|(?:मैसेज|संदेश|व्हाट्सऐप|व्हाट्सएप)[^।.!?]{0,20}जवाब[^।.!?]{0,10}(?:नहीं|नही)|\b(?:message|whatsapp)\b[^.!?]{0,20}\b(?:reply|jawab)\b[^.!?]{0,6}\b(?:nahi|nahin|nhi)\b/iu,
    complains: true,
    complaint: "messages stay without an answer",
    feature: { name: "chat agent", help: "A chat agent on WhatsApp, Instagram and the site answers within seconds." },
  },
  {
    name: "Waiting time",
    says: /\b(?:wait(?:ed|ing|s)?|queues?|delay(?:s|ed)?|took (?:hours|forever|ages|too long)|hours? late|slow service)\b|इंतज़ार|इंतजार|देरी|(?:लंबी|लम्बी) (?:लाइन|कतार)|लाइन में (?:खड़|लग)|\b(?:intezaar|intezar|intzar|line bahut)\b/iu,
    unless:
      /\b(?:no|without(?: any)?|never(?: had to)?|zero|hardly any|didn'?t (?:have to )?|not have to) (?:long )?(?:wait(?:ing)?|queues?|delays?)\b|इंतज़ार नहीं|\bcan'?t wait\b/iu,
    complains: true,
    complaint: "they had to wait",
    feature: { name: "appointment booking", help: "The agent books a slot and tells customers when it is their turn." },
  },
  {
    name: "Booking",
    says: /\b(?:appointments?|bookings?|booked|book (?:a|an|my|the|online)|slots?|reschedul\w*|reservations?)\b|अपॉइंटमेंट|अपाइंटमेंट|बुकिंग/iu,
    complaint: "booking is difficult",
    feature: {
      name: "appointment booking",
      help: "The agent shows free times, books, moves and cancels in the conversation.",
    },
  },
  {
    name: "Late or missing results",
    says: /\b(?:reports?|results?|delivery|order|parcel)\b[^.!?]{0,40}\b(?:late|delayed|not (?:received|come|ready|arrived)|never (?:came|arrived|received)|still waiting|missing)\b|\b(?:not|never|haven'?t|hasn'?t|didn'?t) (?:yet )?(?:received?|gotten|got|get)\b[^.!?]{0,15}\b(?:reports?|results?|delivery|order|parcel)\b|\b(?:late|delayed|missing|pending)\b[^.!?]{0,15}\b(?:reports?|results?|delivery|order|parcel)\b|रिपोर्ट[^।.!?]{0,25}(?:देर|नहीं (?:मिल|आ)|इंतज़ार)|\breport\b[^.!?]{0,20}\b(?:late|nahi (?:mili|aayi|aai))\b/iu,
    complains: true,
    complaint: "results or orders come late",
    feature: {
      name: "status updates",
      help: "The agent tells where a report or an order is, and writes when it is ready.",
    },
  },
  {
    name: "Prices",
    says: /\b(?:prices?|pricing|costs?|costly|rates?|charges?|charged|overcharg\w*|expensive|affordable|cheap|hidden fees?)\b|महंगा|महँगा|महंगी|कीमत|क़ीमत|दाम|रेट|\b(?:mehnga|mehenga|mahanga|keemat|paisa|paise)\b/iu,
    complaint: "prices are unclear or high",
    feature: {
      name: "price information",
      help: "The agent names the exact price from the price list, before anybody comes.",
    },
  },
  {
    name: "Refunds and payment",
    says: /\b(?:refund(?:s|ed)?|money back|payment (?:failed|failure|issue|problem)|charged twice|double charged)\b|रिफंड|पैसे वापस|\bpaise (?:wapas|vapas)\b/iu,
    complaint: "refunds or payments go wrong",
    feature: {
      name: "payments and refunds",
      help: "The agent sends payment links, sees what was paid, and hands disputes to a person with all details.",
    },
  },
  {
    name: "Opening hours",
    says: /\b(?:opening hours?|timings?|closed (?:when|on|today|early|without)|was closed|open on (?:sunday|holiday)s?|sunday|holidays?)\b|बंद (?:था|थी|मिला)|समय पर नहीं खुल|रविवार/iu,
    complaint: "opening hours are unclear",
    feature: { name: "opening hours", help: "The agent knows the hours and holidays and answers outside them too." },
  },
  {
    name: "Staff",
    says: /\b(?:staff|receptionists?|employees?|doctors?|nurses?|behaviou?r|attitude|polite|rude|courteous|friendly|helpful)\b|स्टाफ|व्यवहार|डॉक्टर|\b(?:vyavhar|behaviour)\b/iu,
    complaint: "staff are unfriendly",
  },
  {
    name: "Cleanliness",
    says: /\b(?:clean(?:liness)?|hygien\w*|dirty|filthy|unhygienic|smell(?:s|y)?)\b|साफ[- ]?सफाई|साफ़|साफ |गंदा|गंदगी|\b(?:saaf|safai|ganda|gandagi)\b/iu,
    complaint: "it is not clean",
  },
  {
    name: "Home service",
    says: /\b(?:home (?:collection|visit|sample|delivery|service)|doorstep|sample collection)\b|घर (?:पर|से|बैठे)|\bghar (?:par|pe|se)\b/iu,
    complaint: "home service does not work well",
    feature: { name: "home visit booking", help: "The agent takes address and time for a home visit and confirms it." },
  },
  {
    name: "Quality",
    says: /\b(?:wrong (?:report|result|order|item)|accura(?:te|cy)|inaccurate|quality|defective|damaged)\b|गलत रिपोर्ट|ग़लत|क्वालिटी|\bgalat\b/iu,
    complaint: "the quality is poor",
  },
];
